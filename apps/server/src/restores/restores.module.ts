/** Restores, their settling after an interruption, and their undo. */

import { Module } from '@nestjs/common';

import { ApplicationsModule } from '../applications/applications.module.js';
import { BackupsModule } from '../backups/backups.module.js';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { KeptSizes } from './kept-sizes.js';
import { RestoreAftermath } from './restore-aftermath.js';
import { RestoreOutcome } from './restore-outcome.js';
import { RestoreProgress } from './restore-progress.js';
import { RestoreReconciler } from './restore-reconciler.service.js';
import { RestoreRecords } from './restore-records.service.js';
import { RestoreRunner } from './restore-runner.js';
import { RestoreRemains } from './restore-remains.js';
import { RestoreSettler } from './restore-settler.js';
import { RestoreUndo } from './restore-undo.js';
import { RestoresController } from './restores.controller.js';
import { RestoresService } from './restores.service.js';
import { StrayDatabases } from './stray-databases.service.js';
import { UndoExpiry } from './undo-expiry.js';

@Module({
  imports: [ApplicationsModule, BackupsModule, NotificationsModule],
  controllers: [RestoresController],
  providers: [
    RestoresService,
    RestoreRecords,
    RestoreRunner,
    RestoreProgress,
    RestoreOutcome,
    RestoreAftermath,
    RestoreSettler,
    RestoreRemains,
    RestoreReconciler,
    RestoreUndo,
    UndoExpiry,
    StrayDatabases,
    KeptSizes,
  ],
  exports: [RestoresService, RestoreRecords, RestoreReconciler, StrayDatabases],
})
export class RestoresModule {}
