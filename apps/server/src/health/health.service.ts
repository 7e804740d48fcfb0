/** Whether the console lives, and whether it can do its work. */

import type { HealthView } from '@holdfast/contract';
import type { Catalog } from '@holdfast/catalog';
import { asHoldfastError, type Engine } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { CATALOG } from '../catalog/catalog.token.js';
import { ENGINE } from '../engine/engine.tokens.js';

type Check = HealthView['checks'][number];

@Injectable()
export class HealthService {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(CATALOG) private readonly catalog: Catalog,
  ) {}

  live(): HealthView {
    return { status: 'ok', checks: [] };
  }

  async ready(): Promise<HealthView> {
    const checks = [
      await check('catalog', () => this.catalog.settings.get('settings')),
      await check('storage', () => this.engine.storageSpace()),
      ...(await this.#tools()),
    ];
    return { status: checks.every(({ ok }) => ok) ? 'ok' : 'error', checks };
  }

  async #tools(): Promise<Check[]> {
    try {
      const tools = await this.engine.checkTools();
      return tools.map(({ name, problem }) => ({ name, ok: problem === null, message: problem }));
    } catch (error) {
      return [{ name: 'tools', ok: false, message: asHoldfastError(error).message }];
    }
  }
}

async function check(name: string, work: () => Promise<unknown>): Promise<Check> {
  try {
    await work();
    return { name, ok: true, message: null };
  } catch {
    // Anyone may ask; the log of the feature that fails says more.
    return { name, ok: false, message: `The ${name} cannot be used.` };
  }
}
