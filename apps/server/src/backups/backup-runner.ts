/** Carries one backup out and records what came of it, whatever it was. */

import type { BackupRecord } from '@holdfast/catalog';
import {
  asHoldfastError,
  type Application,
  type BackUpResult,
  type Clock,
  type Engine,
  type HoldfastError,
  type Manifest,
} from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { SERVER_CONFIG, type ServerConfig } from '../config/server-config.js';
import { CLOCK, ENGINE } from '../engine/engine.tokens.js';
import { JsonLogger } from '../logging/json-logger.js';
import { Redactor } from '../logging/redactor.js';
import { SettingsStore } from '../settings/settings-store.service.js';
import { BackupProgress } from './backup-progress.js';
import { BackupRecords } from './backup-records.service.js';
import { BackupUsage } from './backup-usage.service.js';
import { chooseParent, type Lineage } from './choose-parent.js';
import { componentViewsOf } from './manifest-views.js';
import { QuotaService } from './quota.service.js';

export interface BackupRun {
  id: string;
  application: Application;
  signal: AbortSignal;
  /** Bytes of the present phase, as they are handled. */
  onBytes?: (bytes: number) => void;
}

@Injectable()
export class BackupRunner {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly records: BackupRecords,
    private readonly progress: BackupProgress,
    private readonly quota: QuotaService,
    private readonly settings: SettingsStore,
    private readonly usage: BackupUsage,
    private readonly redactor: Redactor,
    private readonly logger: JsonLogger,
  ) {}

  /** Resolves with the finished record; throws what made it fail, after that was recorded. */
  async run(run: BackupRun): Promise<BackupRecord> {
    const startedMs = this.clock.monotonicMs();
    try {
      run.signal.throwIfAborted();
      const record = await this.records.moveTo(run.id, 'running', { startedAt: this.#now() });
      this.logger.info('Backup started', { backupId: run.id });
      const result = await this.#backUp(record, run);
      return await this.#succeed(run.id, result, startedMs);
    } catch (error) {
      const reason = this.#reasonOf(error, run.signal);
      await this.#fail(run.id, reason, startedMs);
      throw reason;
    } finally {
      this.progress.forget(run.id);
    }
  }

  async #backUp(record: BackupRecord, { application, signal, onBytes }: BackupRun): Promise<BackUpResult> {
    // The snapshot before a restore is taken whatever the quota says: it is the way back.
    if (record.trigger !== 'pre-restore') await this.quota.makeRoom();
    const { type, parent, notes } = await this.#lineage(record);
    const release = parent === null ? undefined : this.usage.hold(parent.id);
    try {
      const result = await this.engine.backUp({
        backupId: record.id,
        application,
        type,
        parent: parent === null ? null : { appId: parent.appId, backupId: parent.id },
        trigger: record.trigger,
        description: record.description,
        createdAt: new Date(record.createdAt),
        compressionLevel: this.config.backup.compressionLevel,
        isEncrypted: this.config.encryption.isEnabled,
        previous: await this.#previous(record),
        onProgress: (progress) => {
          this.progress.note(record.id, progress);
          onBytes?.(progress.bytesDone ?? 0);
        },
        signal,
      });
      return { ...result, notes: [...notes, ...result.notes] };
    } finally {
      release?.();
    }
  }

  async #lineage({ appId, type }: BackupRecord): Promise<Lineage> {
    const { backup } = await this.settings.current();
    return chooseParent(type, await this.records.good(appId), backup.maxChainLength);
  }

  /**
   * What to compare with. A snapshot before a restore is neither compared (the damage is why it is taken)
   * nor compared with.
   */
  async #previous({ appId, trigger }: BackupRecord): Promise<Manifest | null> {
    if (trigger === 'pre-restore') return null;
    const good = await this.records.good(appId);
    const newest = good.find((record) => record.trigger !== 'pre-restore');
    if (newest === undefined) return null;
    try {
      return await this.engine.readManifest({ appId, backupId: newest.id });
    } catch (error) {
      this.logger.warn('The previous backup’s manifest cannot be read: nothing to compare with', { error });
      return null;
    }
  }

  async #succeed(id: string, result: BackUpResult, startedMs: number): Promise<BackupRecord> {
    const completedAt = this.#now();
    const record = await this.records.moveTo(id, 'success', {
      completedAt,
      durationMs: this.#since(startedMs),
      sizeBytes: result.sizeBytes,
      path: result.path,
      checksum: result.checksum,
      type: result.manifest.type,
      parentBackupId: result.manifest.parentBackupId,
      authenticity: 'own',
      notes: result.notes,
      verificationLevel: 'readable',
      verifiedAt: completedAt,
      anomalies: result.anomalies,
      components: componentViewsOf(result.manifest),
    });
    const { durationMs, sizeBytes, path } = record;
    this.logger.info('Backup succeeded', { backupId: id, status: 'success', durationMs, sizeBytes, path });
    return record;
  }

  async #fail(id: string, reason: HoldfastError, startedMs: number): Promise<void> {
    const status = reason.code === 'CANCELED' || reason.code === 'INTERRUPTED' ? 'canceled' : 'failed';
    await this.records.moveTo(id, status, {
      completedAt: this.#now(),
      durationMs: this.#since(startedMs),
      errorCode: reason.code,
      errorMessage: this.redactor.text(reason.message),
      errorHint: reason.hint,
    });
    const level = status === 'failed' ? 'error' : 'warn';
    const { code, hint } = reason;
    this.logger[level](`Backup ${status}`, { backupId: id, status, code, hint, error: reason });
  }

  /** Where the job was aborted, why it was is the reason, whatever that made fail. */
  #reasonOf(error: unknown, signal: AbortSignal): HoldfastError {
    return asHoldfastError(signal.aborted ? signal.reason : error);
  }

  #now(): string {
    return this.clock.now().toISOString();
  }

  #since(startedMs: number): number {
    return Math.round(this.clock.monotonicMs() - startedMs);
  }
}
