/** Carries one restore, drill or preview out and records what came of it. */

import type { RestorePhase } from '@holdfast/contract';
import type { RestoreRecord } from '@holdfast/catalog';
import { asHoldfastError, type Application, type Clock } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { BackupUsage } from '../backups/backup-usage.service.js';
import { CLOCK } from '../engine/engine.tokens.js';
import { JsonLogger } from '../logging/json-logger.js';
import { DrillRunner } from './drill-runner.js';
import { LiveRestore } from './live-restore.js';
import { PreviewRunner } from './preview-runner.js';
import { RestoreOutcome, type RestoreEnding } from './restore-outcome.js';
import { RestoreProgress } from './restore-progress.js';
import { RestoreRecords } from './restore-records.service.js';
import type { RestoreRun } from './restore-run.js';
import { RestoreSettler } from './restore-settler.js';

/** Chosen tables are restored in one transaction that begins with the loading: from then on only the server knows. */
const PHASES_OF_TABLES_TRANSACTION: readonly RestorePhase[] = ['loading', 'comparing', 'swapping'];

@Injectable()
export class RestoreRunner {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly usage: BackupUsage,
    private readonly records: RestoreRecords,
    private readonly progress: RestoreProgress,
    private readonly live: LiveRestore,
    private readonly drills: DrillRunner,
    private readonly previews: PreviewRunner,
    private readonly outcome: RestoreOutcome,
    private readonly settler: RestoreSettler,
    private readonly logger: JsonLogger,
  ) {}

  async run(run: RestoreRun): Promise<void> {
    const { record, application, signal } = run;
    const { id: restoreId, backupId, mode } = record;
    const release = this.usage.hold(backupId);
    try {
      signal.throwIfAborted();
      const startedAt = this.clock.now().toISOString();
      await this.records.moveTo(restoreId, 'running', { startedAt });
      this.logger.info('Restore started', { restoreId, backupId, mode });
      await this.#byMode(run);
    } catch (error) {
      await this.#fail(restoreId, application, error, signal);
    } finally {
      release();
      this.progress.forget(restoreId);
    }
  }

  #byMode(run: RestoreRun): Promise<void> {
    switch (run.record.mode) {
      case 'apply':
        return this.live.run(run);
      case 'drill':
        return this.drills.run(run);
      case 'preview':
        return this.previews.run(run);
    }
  }

  /** From the swap on only the server knows what happened; before it, nothing live was touched. */
  async #fail(id: string, application: Application, error: unknown, signal: AbortSignal): Promise<void> {
    const record = await this.records.get(id);
    if (record.status === 'success') throw error;
    const ending = endingOf(error, signal);
    if (this.#mayBeDone(record)) {
      await this.settler.settleUntilDone(record, application, ending, signal);
      return;
    }
    await this.outcome.failed(id, ending);
    if (record.replacements.length > 0) await this.settler.tidyUp(record, application);
    else if (record.tablesReplacements.length > 0) await this.records.change(id, { tablesReplacements: [] });
  }

  #mayBeDone({ id, phase, replacements, tablesReplacements }: RestoreRecord): boolean {
    if (replacements.length > 0) return phase === 'swapping';
    // The record's phase may lag behind: only the figures in memory are sure.
    const reached = this.progress.of(id)?.phase ?? phase;
    return tablesReplacements.length > 0 && PHASES_OF_TABLES_TRANSACTION.includes(reached);
  }
}

/** Where the job was aborted, why it was is the reason, whatever that made fail. */
function endingOf(error: unknown, signal: AbortSignal): RestoreEnding {
  if (signal.aborted) return { status: 'canceled', reason: asHoldfastError(signal.reason) };
  return { status: 'failed', reason: asHoldfastError(error) };
}
