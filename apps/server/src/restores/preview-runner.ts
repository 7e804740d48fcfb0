/** Finds out what a restore would do and how long it would take, and changes nothing. */

import type { Engine } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { ENGINE } from '../engine/engine.tokens.js';
import { PhaseNotes } from './phase-notes.js';
import { RestoreEstimates } from './restore-estimates.service.js';
import { RestoreOutcome } from './restore-outcome.js';
import { packageOf, type RestoreRun } from './restore-run.js';

@Injectable()
export class PreviewRunner {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    private readonly phases: PhaseNotes,
    private readonly estimates: RestoreEstimates,
    private readonly outcome: RestoreOutcome,
  ) {}

  async run(run: RestoreRun): Promise<void> {
    const { record, application, isExact, signal } = run;
    const { strategy, tables, tablePlacement } = record;
    const report = await this.engine.preview({
      ...packageOf(run),
      application,
      strategy,
      tables,
      placement: tablePlacement ?? 'replace',
      isExact,
      onProgress: this.phases.of(record),
      signal,
    });
    const estimate = await this.estimates.of(run);
    await this.outcome.previewed(record.id, { ...report, estimate });
  }
}
