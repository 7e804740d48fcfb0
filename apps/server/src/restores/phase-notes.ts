/** Keeps a running restore's phase: its figures in memory, the phase itself in the record. */

import type { RestorePhase } from '@holdfast/contract';
import type { RestoreRecord } from '@holdfast/catalog';
import type { PhaseProgress } from '@holdfast/engine';
import { Injectable } from '@nestjs/common';

import { JsonLogger } from '../logging/json-logger.js';
import { planOf } from './restore-phases.js';
import { RestoreProgress } from './restore-progress.js';
import { RestoreRecords } from './restore-records.service.js';

@Injectable()
export class PhaseNotes {
  readonly #records: RestoreRecords;
  readonly #progress: RestoreProgress;
  readonly #logger: JsonLogger;

  constructor(records: RestoreRecords, progress: RestoreProgress, logger: JsonLogger) {
    this.#records = records;
    this.#progress = progress;
    this.#logger = logger;
  }

  /** For the engine to call. */
  of(record: RestoreRecord): (progress: PhaseProgress<RestorePhase>) => void {
    const { id } = record;
    const plan = planOf(record);
    return (progress) => {
      const { phase } = progress;
      const isNew = this.#progress.note(id, plan, progress);
      // `swapping` is recorded by onSwapping, which the engine waits for; `done` with the outcome.
      if (!isNew || phase === 'swapping' || phase === 'done') return;
      this.#records.change(id, { phase }).catch((error: unknown) => {
        this.#logger.warn('A restore’s phase could not be recorded', { restoreId: id, phase, error });
      });
    };
  }
}
