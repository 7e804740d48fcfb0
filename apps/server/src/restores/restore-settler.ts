/** Finds out, by looking at the server, what a restore that was cut off came to. */

import type { ProblemNote, RestoreReport } from '@holdfast/contract';
import type { RestoreRecord } from '@holdfast/catalog';
import type { Application, Clock } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { CLOCK } from '../engine/engine.tokens.js';
import { JsonLogger } from '../logging/json-logger.js';
import { Replacements } from './replacements.service.js';
import { RestoreOutcome, type RestoreEnding } from './restore-outcome.js';
import { RestoreRecords } from './restore-records.service.js';

const RETRY_AFTER_MS = 15_000;
const NOTHING_LEFT = { replacements: [], tablesReplacements: [] };

@Injectable()
export class RestoreSettler {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly replacements: Replacements,
    private readonly outcome: RestoreOutcome,
    private readonly records: RestoreRecords,
    private readonly logger: JsonLogger,
  ) {}

  /** Tries until the server can be asked or the console stops; then the next start goes on with it. */
  async settleUntilDone(
    record: RestoreRecord,
    application: Application,
    ending: RestoreEnding,
    signal: AbortSignal,
  ): Promise<void> {
    while (!(await this.#isSettled(record, application, ending))) {
      const hasStopped = await this.clock.sleep(RETRY_AFTER_MS, signal).then(
        () => false,
        () => true,
      );
      if (hasStopped) return;
    }
  }

  /** Removes what a failed restore may have left beside the live database; a record that names none has left none. */
  async tidyUp(record: RestoreRecord, application: Application): Promise<void> {
    try {
      await this.replacements.settle(application, record);
      await this.records.change(record.id, NOTHING_LEFT);
    } catch (error) {
      this.logger.warn('What a failed restore left behind could not be removed', {
        restoreId: record.id,
        error,
      });
    }
  }

  async #isSettled(record: RestoreRecord, application: Application, ending: RestoreEnding): Promise<boolean> {
    try {
      if ((await this.replacements.settle(application, record)) === 'untouched') {
        await this.outcome.failed(record.id, ending);
        await this.records.change(record.id, NOTHING_LEFT);
      } else await this.outcome.restored(record.id, interruptedReport(record), record);
      return true;
    } catch (error) {
      this.logger.warn('An interrupted restore cannot be settled yet; it is tried again', {
        restoreId: record.id,
        error,
      });
      return false;
    }
  }
}

/** Both are only done after every table was compared: that is what can be said without the figures. */
function interruptedReport({ strategy }: RestoreRecord): RestoreReport {
  return {
    strategy,
    phases: [],
    tables: [],
    comparedTables: 0,
    comparedRows: 0,
    comparedLargeObjects: 0,
    comparedSequences: 0,
    comparedObjects: 0,
    refusedMs: null,
    restoredTables: [],
    safetySnapshotId: null,
    notes: [strategy === 'tables' ? TABLES_IN_PLACE : SWAPPED],
  };
}

const SWAPPED: ProblemNote = {
  code: 'INTERRUPTED_AT_SWAP',
  severity: 'warning',
  message:
    'The console was interrupted right at the swap. The restored database is live. It had been compared ' +
    'with the backup before the swap; the figures of that comparison were lost.',
  hint: 'The database that stood before is kept and can be swapped back in.',
};

const TABLES_IN_PLACE: ProblemNote = {
  code: 'INTERRUPTED_AT_END',
  severity: 'warning',
  message:
    'The console was interrupted right at the end. The restored tables are in place. They had been compared ' +
    'with the backup before; the figures of that comparison were lost.',
  hint: 'What stood before is kept and can be brought back.',
};
