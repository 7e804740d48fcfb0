/** Restores, their settling after an interruption, and their undo. */

import { Module } from '@nestjs/common';

import { ApplicationsModule } from '../applications/applications.module.js';
import { BackupsModule } from '../backups/backups.module.js';
import { DestinationsModule } from '../destinations/destinations.module.js';
import { DestinationsService } from '../destinations/destinations.service.js';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { DrillHistory } from './drill-history.service.js';
import { DrillRunner } from './drill-runner.js';
import { IntegrityReports } from './integrity-reports.service.js';
import { KeptSizes } from './kept-sizes.js';
import { LiveRestore } from './live-restore.js';
import { PACKAGE_PLACES } from './package-places.js';
import { PhaseNotes } from './phase-notes.js';
import { PreviewRunner } from './preview-runner.js';
import { ProofsController } from './proofs.controller.js';
import { Replacements } from './replacements.service.js';
import { RestoreAftermath } from './restore-aftermath.js';
import { RestoreEstimates } from './restore-estimates.service.js';
import { RestoreOutcome } from './restore-outcome.js';
import { RestoreProgress } from './restore-progress.js';
import { RestoreReconciler } from './restore-reconciler.service.js';
import { RestoreRecords } from './restore-records.service.js';
import { RestoreRequests } from './restore-requests.service.js';
import { RestoreRunner } from './restore-runner.js';
import { RestoreRemains } from './restore-remains.js';
import { RestoreSettler } from './restore-settler.js';
import { RestoreSource } from './restore-source.service.js';
import { RestoreUndo } from './restore-undo.js';
import { RestoresController } from './restores.controller.js';
import { RestoresService } from './restores.service.js';
import { StrayDatabases } from './stray-databases.service.js';
import { UndoExpiry } from './undo-expiry.js';

@Module({
  imports: [ApplicationsModule, BackupsModule, DestinationsModule, NotificationsModule],
  controllers: [RestoresController, ProofsController],
  providers: [
    { provide: PACKAGE_PLACES, useExisting: DestinationsService },
    RestoreRequests,
    RestoreSource,
    RestoresService,
    RestoreRecords,
    RestoreRunner,
    LiveRestore,
    DrillHistory,
    DrillRunner,
    PreviewRunner,
    PhaseNotes,
    Replacements,
    RestoreEstimates,
    IntegrityReports,
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
  exports: [
    DrillHistory,
    RestoreRequests,
    RestoresService,
    RestoreRecords,
    RestoreReconciler,
    StrayDatabases,
  ],
})
export class RestoresModule {}
