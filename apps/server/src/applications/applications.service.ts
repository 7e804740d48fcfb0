/** What is protected. At present one application, named by the environment. */

import type { ApplicationTestView, ApplicationView, ComponentTestView } from '@holdfast/contract';
import {
  asHoldfastError,
  HoldfastError,
  type Application,
  type ComponentSource,
  type Engine,
} from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { SERVER_CONFIG, type ServerConfig } from '../config/server-config.js';
import { ENGINE } from '../engine/engine.tokens.js';

const DEFAULT_APP_ID = 'default';

@Injectable()
export class ApplicationsService {
  readonly #engine: Engine;
  readonly #applications: Application[];

  constructor(@Inject(ENGINE) engine: Engine, @Inject(SERVER_CONFIG) config: ServerConfig) {
    this.#engine = engine;
    this.#applications = applicationsOf(config);
  }

  all(): readonly Application[] {
    return this.#applications;
  }

  /** @throws APPLICATION_NOT_FOUND */
  get(appId: string): Application {
    const application = this.#applications.find((candidate) => candidate.appId === appId);
    if (application !== undefined) return application;
    throw new HoldfastError('APPLICATION_NOT_FOUND', `There is no application "${appId}".`, {
      hint: 'Set DATABASE_URL and start again where no application is shown.',
    });
  }

  /** The one that is meant where none is named. */
  getDefault(): Application {
    return this.get(DEFAULT_APP_ID);
  }

  view(application: Application): ApplicationView {
    const { appId, name, workspaceId } = application;
    const components = application.components.map((component) => ({
      name: component.name,
      kind: component.kind,
      address: this.#engine.address(component),
      databaseName: databaseNameOf(component),
    }));
    return { appId, name, workspaceId, components };
  }

  async test(application: Application): Promise<ApplicationTestView> {
    const components = await Promise.all(application.components.map((each) => this.#testComponent(each)));
    return { ok: components.every(({ ok }) => ok), components };
  }

  async #testComponent(component: ComponentSource): Promise<ComponentTestView> {
    try {
      const { engine, tool, sizeBytes, canSwap, notes } = await this.#engine.describe(component);
      const ok = notes.every(({ severity }) => severity !== 'blocker');
      const versions = { engineVersion: engine.version, toolVersion: tool.version };
      return { name: component.name, ok, ...versions, sizeBytes, canSwap, problems: notes };
    } catch (error) {
      return unusable(component, asHoldfastError(error));
    }
  }
}

/** The database of the first component: it gives backups their name. */
export function databaseNameOf(source: Application | ComponentSource): string {
  const component = 'components' in source ? source.components[0] : source;
  if (component === undefined) return '';
  return decodeURIComponent(new URL(component.connection.reveal()).pathname.slice(1));
}

function applicationsOf({ databaseUrl, workspaceId }: ServerConfig): Application[] {
  if (databaseUrl === null) return [];
  const component: ComponentSource = { name: 'db', kind: 'postgres', connection: databaseUrl };
  const name = databaseNameOf(component);
  return [{ appId: DEFAULT_APP_ID, name, workspaceId, components: [component] }];
}

function unusable({ name }: ComponentSource, error: HoldfastError): ComponentTestView {
  const { code, message, hint } = error;
  return {
    name,
    ok: false,
    engineVersion: null,
    toolVersion: null,
    sizeBytes: null,
    canSwap: false,
    problems: [{ code, severity: 'blocker', message, hint }],
  };
}
