/** The order of a start: nothing is offered before what an earlier end left behind is put right. */

import type { Engine } from '@holdfast/engine';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';

import { UsersService } from '../auth/users.service.js';
import { BackupReconciler } from '../backups/backup-reconciler.service.js';
import { ENGINE } from '../engine/engine.tokens.js';
import { JsonLogger } from '../logging/json-logger.js';
import { RestoreReconciler } from '../restores/restore-reconciler.service.js';
import { StrayDatabases } from '../restores/stray-databases.service.js';
import { SchedulerService } from '../scheduler/scheduler.service.js';

@Injectable()
export class BootService implements OnApplicationBootstrap {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    private readonly users: UsersService,
    private readonly backups: BackupReconciler,
    private readonly restores: RestoreReconciler,
    private readonly strays: StrayDatabases,
    private readonly scheduler: SchedulerService,
    private readonly logger: JsonLogger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.engine.prepare();
    await this.users.ensureAdministrator();
    await this.backups.failInterrupted();
    await this.#sweep();
    await this.backups.matchStorage();
    await this.restores.settleInterrupted();
    await this.strays.look();
    await this.backups.runPending();
    await this.scheduler.begin();
  }

  async #sweep(): Promise<void> {
    try {
      const { partials, unpublished, spools } = await this.engine.sweep();
      if (partials + unpublished + spools === 0) return;
      this.logger.info('Remains of interrupted work were removed', { partials, unpublished, spools });
    } catch (error) {
      this.logger.error('Remains of interrupted work could not be removed', { error });
    }
  }
}
