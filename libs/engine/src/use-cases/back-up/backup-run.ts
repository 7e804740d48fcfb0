/**
 * One run: dump, store, read back, publish.
 *
 * Success means: every producer exited 0, the stored bytes were read back and matched in size and SHA-256,
 * and the manifest was published last. Anything else leaves nothing behind.
 */
import type { ProblemNote } from '@holdfast/contract';

import { findAnomalies } from '../../domain/anomalies.js';
import type { ComponentSource } from '../../domain/application.js';
import {
  type Manifest,
  MANIFEST_FORMAT_VERSION,
  type ManifestAttachment,
  type ManifestComponent,
} from '../../domain/manifest.js';
import type { BackUpRequest, BackUpResult } from '../../engine.js';
import { throwIfCanceled } from '../../errors/canceled.js';
import { GLOBALS_BASE_NAME, objectSuffix } from '../../package/package-layout.js';
import { PackageWriter } from '../../package/package-writer.js';
import { type Adapters, driverFor } from '../adapters.js';
import { type Bases } from './choose-bases.js';
import { readBack } from './read-back.js';
import { type RunContext, tellProgress } from './run-context.js';
import { storeComponent, type StoredComponent, storeDump } from './store-component.js';

export interface RunPlan {
  /** What the components build on; none: it is a full backup. */
  bases: Bases;
  /** What is already known that people should be told. */
  notes: ProblemNote[];
}

export class BackupRun {
  readonly #context: RunContext;
  readonly #plan: RunPlan;
  readonly #startedAt: Date;

  constructor(adapters: Adapters, request: BackUpRequest, plan: RunPlan) {
    this.#plan = plan;
    this.#startedAt = adapters.clock.now();
    const { destination, runner } = adapters;
    const ref = { appId: request.application.appId, backupId: request.backupId };
    const keyring = adapters.keyring();
    const writer = new PackageWriter({ destination, runner, ref, keyring });
    this.#context = { adapters, request, writer, keyring };
  }

  /** Throws a DeltaFailure where it should be tried without bases. */
  async run(): Promise<BackUpResult> {
    try {
      return await this.#storeAndPublish();
    } catch (error) {
      await this.#discard();
      throw error;
    }
  }

  async #storeAndPublish(): Promise<BackUpResult> {
    const { application } = this.#context.request;
    const stored: StoredComponent[] = [];
    for (const source of application.components) {
      const base = this.#plan.bases.get(source.name) ?? null;
      stored.push(await storeComponent(this.#context, source, base));
    }
    const attachments = await this.#storeGlobals(application.components);
    const components: ManifestComponent[] = [];
    for (const component of stored) components.push(await readBack(this.#context, component));
    const sourceOccupiedMs = stored.reduce((total, { occupiedMs }) => total + occupiedMs, 0);
    return { ...(await this.#publish(components, attachments)), sourceOccupiedMs };
  }

  /** Roles and the like of each server, once per component; a server that does not allow it is no failure. */
  async #storeGlobals(sources: readonly ComponentSource[]): Promise<ManifestAttachment[]> {
    const { adapters, request } = this.#context;
    const attachments: ManifestAttachment[] = [];
    for (const source of sources) {
      const dump = await driverFor(adapters, source.kind).dumpGlobals(source, request.signal);
      if (dump === null) continue;
      const baseName = sources.length === 1 ? GLOBALS_BASE_NAME : `${source.name}.${GLOBALS_BASE_NAME}`;
      const name = `${baseName}${objectSuffix(request.isEncrypted)}`;
      const object = await storeDump(this.#context, name, dump, source);
      attachments.push({ ...object, purpose: 'globals' });
    }
    return attachments;
  }

  async #publish(
    components: ManifestComponent[],
    attachments: ManifestAttachment[],
  ): Promise<Omit<BackUpResult, 'sourceOccupiedMs'>> {
    const { adapters, request, writer } = this.#context;
    tellProgress(this.#context, 'publishing', 0);
    throwIfCanceled(request.signal);
    const manifest = this.#manifest(components, attachments);
    const published = await writer.publish(manifest);
    return {
      manifest,
      path: adapters.destination.locate(`${manifest.appId}/${manifest.backupId}`),
      ...published,
      notes: this.#plan.notes,
      anomalies: findAnomalies(request.previous, components),
    };
  }

  #manifest(components: ManifestComponent[], attachments: ManifestAttachment[]): Manifest {
    const { adapters, request, writer } = this.#context;
    const { application, backupId, type, trigger, description, createdAt } = request;
    const [base] = this.#plan.bases.values();
    return {
      formatVersion: MANIFEST_FORMAT_VERSION,
      holdfastVersion: adapters.holdfastVersion,
      backupId,
      appId: application.appId,
      appName: application.name,
      workspaceId: application.workspaceId,
      type: base === undefined ? 'full' : type,
      trigger,
      description,
      parentBackupId: base?.backupId ?? null,
      createdAt: createdAt.toISOString(),
      startedAt: this.#startedAt.toISOString(),
      completedAt: adapters.clock.now().toISOString(),
      components,
      attachments,
      signature: writer.signature(),
    };
  }

  /** A package without its manifest does not exist; what cannot be removed now is swept at the next start. */
  async #discard(): Promise<void> {
    const { adapters, request, writer } = this.#context;
    try {
      await writer.discard();
    } catch (error) {
      adapters.logger.warn('The remains of a failed backup could not be removed yet', {
        backupId: request.backupId,
        reason: String(error),
      });
    }
  }
}
