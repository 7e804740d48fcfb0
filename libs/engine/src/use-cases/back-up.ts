/**
 * One backup: dump, store, read back, publish.
 *
 * Success means: every producer exited 0, the stored bytes were read back and matched in size and SHA-256,
 * and the manifest was published last. Anything else leaves nothing behind.
 */
import type { BackupPhase } from '@holdfast/contract';

import { findAnomalies } from '../domain/anomalies.js';
import type { ComponentSource } from '../domain/application.js';
import {
  type Manifest,
  MANIFEST_FORMAT_VERSION,
  type ManifestAttachment,
  type ManifestComponent,
} from '../domain/manifest.js';
import type { BackUpRequest, BackUpResult } from '../engine.js';
import { throwIfCanceled } from '../errors/canceled.js';
import { componentObjectName, GLOBALS_BASE_NAME, objectSuffix } from '../package/package-layout.js';
import { PackageWriter, type WrittenObject } from '../package/package-writer.js';
import { readObject } from '../package/package-reader.js';
import type { ComponentDescription, DumpStage } from '../ports/component-driver.js';
import type { Keyring } from '../ports/keyring.js';
import type { ProcessSpec } from '../ports/process-runner.js';
import { type Adapters, driverFor } from './adapters.js';
import { explainFailure } from './explain-failure.js';
import { retrying } from './retrying.js';

export function backUp(adapters: Adapters, request: BackUpRequest): Promise<BackUpResult> {
  const { clock, logger } = adapters;
  return retrying(
    {
      clock,
      signal: request.signal,
      isRetryable: (error) => error.code === 'STORAGE_UNAVAILABLE',
      onRetry: (error, attempt) =>
        logger.warn('Storing the backup failed, trying again', {
          backupId: request.backupId,
          attempt,
          reason: error.message,
        }),
    },
    () => new BackupRun(adapters, request).run(),
  );
}

interface StoredComponent {
  source: ComponentSource;
  description: ComponentDescription;
  object: WrittenObject;
}

class BackupRun {
  readonly #adapters: Adapters;
  readonly #request: BackUpRequest;
  readonly #writer: PackageWriter;
  /** The same from the first byte to the signature, whatever key is added meanwhile. */
  readonly #keyring: Keyring;
  readonly #startedAt: Date;
  #sourceOccupiedMs = 0;

  constructor(adapters: Adapters, request: BackUpRequest) {
    this.#adapters = adapters;
    this.#request = request;
    this.#startedAt = adapters.clock.now();
    const { destination, runner } = adapters;
    const ref = { appId: request.application.appId, backupId: request.backupId };
    this.#keyring = adapters.keyring();
    this.#writer = new PackageWriter({ destination, runner, ref, keyring: this.#keyring });
  }

  async run(): Promise<BackUpResult> {
    try {
      return await this.#storeAndPublish();
    } catch (error) {
      await this.#discard();
      throw error;
    }
  }

  async #storeAndPublish(): Promise<BackUpResult> {
    const { application } = this.#request;
    const stored: StoredComponent[] = [];
    for (const source of application.components) stored.push(await this.#store(source));
    const attachments = await this.#storeGlobals(application.components);
    const components: ManifestComponent[] = [];
    for (const component of stored) components.push(await this.#readBack(component));
    return this.#publish(components, attachments);
  }

  async #store(source: ComponentSource): Promise<StoredComponent> {
    this.#progress('preparing', 0, null);
    const driver = driverFor(this.#adapters, source.kind);
    const description = await driver.describe(source, this.#request.signal);
    const name = componentObjectName(source.name, driver.extension, this.#request.isEncrypted);
    this.#progress('dumping', 0, null);
    const dump = await driver.dump(source, this.#request.signal);
    const startedMs = this.#adapters.clock.monotonicMs();
    const object = await this.#writeDump(name, dump, source);
    this.#sourceOccupiedMs += this.#adapters.clock.monotonicMs() - startedMs;
    return { source, description, object };
  }

  async #writeDump(name: string, dump: DumpStage, source: ComponentSource): Promise<WrittenObject> {
    try {
      return await this.#writer.writeObject({
        name,
        stages: [dump.spec, ...this.#encodingStages()],
        onBytes: (bytes) => this.#progress('dumping', bytes, null),
        signal: this.#request.signal,
      });
    } catch (error) {
      throw explainFailure(error, driverFor(this.#adapters, source.kind), source);
    } finally {
      await dump.dispose();
    }
  }

  /** Roles and the like of each server, once per component; a server that does not allow it is no failure. */
  async #storeGlobals(sources: readonly ComponentSource[]): Promise<ManifestAttachment[]> {
    const attachments: ManifestAttachment[] = [];
    for (const source of sources) {
      const dump = await driverFor(this.#adapters, source.kind).dumpGlobals(source, this.#request.signal);
      if (dump === null) continue;
      const baseName = sources.length === 1 ? GLOBALS_BASE_NAME : `${source.name}.${GLOBALS_BASE_NAME}`;
      const name = `${baseName}${objectSuffix(this.#request.isEncrypted)}`;
      const object = await this.#writeDump(name, dump, source);
      attachments.push({ ...object, purpose: 'globals' });
    }
    return attachments;
  }

  async #readBack({ source, description, object }: StoredComponent): Promise<ManifestComponent> {
    const { destination, runner, codec } = this.#adapters;
    const { application, backupId, isEncrypted, signal } = this.#request;
    const driver = driverFor(this.#adapters, source.kind);
    const encryption = isEncrypted
      ? { scheme: 'age' as const, recipients: [...this.#keyring.currentRecipients()] }
      : null;
    const read = await readObject({
      destination,
      runner,
      codec: codec(),
      ref: { appId: application.appId, backupId },
      component: { object, encryption },
      inspector: driver.inspect(),
      onBytes: (bytes) => this.#progress('reading-back', bytes, object.sizeBytes),
      signal,
    });
    return {
      name: source.name,
      kind: source.kind,
      engine: description.engine,
      tool: description.tool,
      object,
      raw: read.raw,
      compression: { algorithm: 'zstd', level: this.#request.compressionLevel },
      encryption,
      fingerprint: read.inspection.fingerprint,
      database: description.database,
      sections: [],
      delta: null,
    };
  }

  async #publish(components: ManifestComponent[], attachments: ManifestAttachment[]): Promise<BackUpResult> {
    this.#progress('publishing', 0, null);
    throwIfCanceled(this.#request.signal);
    const manifest = this.#manifest(components, attachments);
    const published = await this.#writer.publish(manifest);
    return {
      manifest,
      path: this.#adapters.destination.locate(`${manifest.appId}/${manifest.backupId}`),
      ...published,
      notes: [],
      anomalies: findAnomalies(this.#request.previous, components),
      sourceOccupiedMs: this.#sourceOccupiedMs,
    };
  }

  #manifest(components: ManifestComponent[], attachments: ManifestAttachment[]): Manifest {
    const { application, backupId, trigger, description, createdAt } = this.#request;
    return {
      formatVersion: MANIFEST_FORMAT_VERSION,
      holdfastVersion: this.#adapters.holdfastVersion,
      backupId,
      appId: application.appId,
      appName: application.name,
      workspaceId: application.workspaceId,
      type: 'full',
      trigger,
      description,
      parentBackupId: null,
      createdAt: createdAt.toISOString(),
      startedAt: this.#startedAt.toISOString(),
      completedAt: this.#adapters.clock.now().toISOString(),
      components,
      attachments,
      signature: this.#writer.signature(),
    };
  }

  #encodingStages(): ProcessSpec[] {
    const { codec } = this.#adapters;
    const compress = codec().compress(this.#request.compressionLevel);
    return this.#request.isEncrypted
      ? [compress, codec().encrypt(this.#keyring.currentRecipients())]
      : [compress];
  }

  #progress(phase: BackupPhase, bytesDone: number, bytesTotal: number | null): void {
    this.#request.onProgress({ phase, bytesDone, bytesTotal, itemsDone: null, itemsTotal: null });
  }

  /** A package without its manifest does not exist; what cannot be removed now is swept at the next start. */
  async #discard(): Promise<void> {
    try {
      await this.#writer.discard();
    } catch (error) {
      this.#adapters.logger.warn('The remains of a failed backup could not be removed yet', {
        backupId: this.#request.backupId,
        reason: String(error),
      });
    }
  }
}
