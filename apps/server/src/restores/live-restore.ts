/** Restores over the live data: a whole backup by swap or in place, or chosen tables of it. */

import type { Engine } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { BackupsService } from '../backups/backups.service.js';
import { SERVER_CONFIG, type ServerConfig } from '../config/server-config.js';
import { ENGINE } from '../engine/engine.tokens.js';
import { PhaseNotes } from './phase-notes.js';
import { RestoreOutcome } from './restore-outcome.js';
import { RestoreRecords } from './restore-records.service.js';
import { packageOf, type RestoreRun } from './restore-run.js';

@Injectable()
export class LiveRestore {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly backups: BackupsService,
    private readonly records: RestoreRecords,
    private readonly phases: PhaseNotes,
    private readonly outcome: RestoreOutcome,
  ) {}

  async run(run: RestoreRun): Promise<void> {
    const { id, strategy } = run.record;
    const { report, ...made } =
      strategy === 'tables'
        ? await this.#restoreTables(run)
        : await this.engine.restore({
            ...this.#common(run),
            strategy,
            onPlanned: async (replacements) => {
              await this.records.change(id, { replacements });
            },
            onSwapping: async () => {
              await this.records.change(id, { phase: 'swapping' });
            },
          });
    await this.outcome.restored(id, report, made);
  }

  async #restoreTables(run: RestoreRun) {
    const { id, tables, tablePlacement } = run.record;
    const { report, replacements: tablesReplacements } = await this.engine.restoreTables({
      ...this.#common(run),
      tables,
      placement: tablePlacement ?? 'replace',
      onPlanned: async (planned) => {
        await this.records.change(id, { tablesReplacements: planned });
      },
    });
    return { report, tablesReplacements };
  }

  #common(run: RestoreRun) {
    const { record, application, isForeignAcknowledged, signal } = run;
    const takeSafetySnapshot = (snapshotSignal: AbortSignal, onBytes: (bytes: number) => void) =>
      this.backups.takeSafetySnapshot(application, record.requestedBy, snapshotSignal, onBytes);
    return {
      ...packageOf(run),
      restoreId: record.id,
      application,
      isForeignAcknowledged,
      jobs: this.config.restore.jobs,
      takeSafetySnapshot,
      onProgress: this.phases.of(record),
      signal,
    };
  }
}
