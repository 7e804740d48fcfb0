/** Runs a drill: nothing live is involved, and the backup is proven by it. */

import type { Engine } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { SERVER_CONFIG, type ServerConfig } from '../config/server-config.js';
import { ENGINE } from '../engine/engine.tokens.js';
import { SettingsStore } from '../settings/settings-store.service.js';
import { PhaseNotes } from './phase-notes.js';
import { RestoreOutcome } from './restore-outcome.js';
import { packageOf, type RestoreRun } from './restore-run.js';

@Injectable()
export class DrillRunner {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly settings: SettingsStore,
    private readonly phases: PhaseNotes,
    private readonly outcome: RestoreOutcome,
  ) {}

  async run(run: RestoreRun): Promise<void> {
    const { record, signal } = run;
    const { assertions } = (await this.settings.current()).drill;
    const report = await this.engine.drill({
      ...packageOf(run),
      drillId: record.id,
      assertions,
      jobs: this.config.restore.jobs,
      onProgress: this.phases.of(record),
      signal,
    });
    await this.outcome.drilled(record.id, report);
  }
}
