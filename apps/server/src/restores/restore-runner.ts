/** Carries one restore out and records what came of it. */

import type { RestorePhase } from '@holdfast/contract';
import type { RestoreRecord } from '@holdfast/catalog';
import {
  asHoldfastError,
  type Application,
  type Clock,
  type Engine,
  type PhaseProgress,
  type RestoreResult,
} from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { BackupsService } from '../backups/backups.service.js';
import { BackupUsage } from '../backups/backup-usage.service.js';
import { SERVER_CONFIG, type ServerConfig } from '../config/server-config.js';
import { CLOCK, ENGINE } from '../engine/engine.tokens.js';
import { JsonLogger } from '../logging/json-logger.js';
import { RestoreOutcome, type RestoreEnding } from './restore-outcome.js';
import { RestoreProgress } from './restore-progress.js';
import { RestoreRecords } from './restore-records.service.js';
import { RestoreSettler } from './restore-settler.js';

@Injectable()
export class RestoreRunner {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly backups: BackupsService,
    private readonly usage: BackupUsage,
    private readonly records: RestoreRecords,
    private readonly progress: RestoreProgress,
    private readonly outcome: RestoreOutcome,
    private readonly settler: RestoreSettler,
    private readonly logger: JsonLogger,
  ) {}

  async run(record: RestoreRecord, application: Application, signal: AbortSignal): Promise<void> {
    const release = this.usage.hold(record.backupId);
    try {
      signal.throwIfAborted();
      const startedAt = this.clock.now().toISOString();
      await this.records.moveTo(record.id, 'running', { startedAt });
      this.logger.info('Restore started', { restoreId: record.id, backupId: record.backupId });
      const { report, replacements } = await this.#restore(record, application, signal);
      await this.outcome.succeeded(record.id, report, replacements);
    } catch (error) {
      await this.#fail(record.id, application, error, signal);
    } finally {
      release();
      this.progress.forget(record.id);
    }
  }

  #restore(record: RestoreRecord, application: Application, signal: AbortSignal): Promise<RestoreResult> {
    const { id, appId, backupId, strategy, requestedBy } = record;
    return this.engine.restore({
      restoreId: id,
      appId,
      backupId,
      application,
      strategy,
      jobs: this.config.restore.jobs,
      takeSafetySnapshot: (snapshotSignal, onBytes) =>
        this.backups.takeSafetySnapshot(application, requestedBy, snapshotSignal, onBytes),
      onPlanned: async (replacements) => {
        await this.records.change(id, { replacements });
      },
      onSwapping: async () => {
        await this.records.change(id, { phase: 'swapping' });
      },
      onProgress: (progress) => this.#note(id, progress),
      signal,
    });
  }

  #note(id: string, progress: PhaseProgress<RestorePhase>): void {
    const { phase } = progress;
    // `swapping` is recorded by onSwapping, which the engine waits for; `done` with the outcome.
    if (!this.progress.note(id, progress) || phase === 'swapping' || phase === 'done') return;
    this.records.change(id, { phase }).catch((error: unknown) => {
      this.logger.warn('A restore’s phase could not be recorded', { restoreId: id, phase, error });
    });
  }

  /** From the swap on only the server knows what happened; before it, nothing live was touched. */
  async #fail(id: string, application: Application, error: unknown, signal: AbortSignal): Promise<void> {
    const record = await this.records.get(id);
    if (record.status === 'success') throw error;
    const ending = endingOf(error, signal);
    if (record.phase === 'swapping' && record.replacements.length > 0) {
      await this.settler.settleUntilDone(record, application, ending, signal);
      return;
    }
    await this.outcome.failed(id, ending);
    if (record.replacements.length > 0) await this.settler.tidyUp(record, application);
  }
}

/** Where the job was aborted, why it was is the reason, whatever that made fail. */
function endingOf(error: unknown, signal: AbortSignal): RestoreEnding {
  if (signal.aborted) return { status: 'canceled', reason: asHoldfastError(signal.reason) };
  return { status: 'failed', reason: asHoldfastError(error) };
}
