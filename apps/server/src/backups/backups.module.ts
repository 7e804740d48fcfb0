/** Backups, their verification, deletion and retention. */

import { Module } from '@nestjs/common';

import { ApplicationsModule } from '../applications/applications.module.js';
import { DestinationsModule } from '../destinations/destinations.module.js';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { BackupAftermath } from './backup-aftermath.js';
import { BackupDeletion } from './backup-deletion.js';
import { BackupHistory } from './backup-history.service.js';
import { BackupProgress } from './backup-progress.js';
import { BackupProof } from './backup-proof.service.js';
import { BackupReconciler } from './backup-reconciler.service.js';
import { BackupRecords } from './backup-records.service.js';
import { BackupRunner } from './backup-runner.js';
import { BackupUsage } from './backup-usage.service.js';
import { BackupsController } from './backups.controller.js';
import { BackupsService } from './backups.service.js';
import { CopiesController } from './copies.controller.js';
import { CopiesService } from './copies.service.js';
import { CopySender } from './copy-sender.service.js';
import { PackageInventory } from './package-inventory.service.js';
import { QuotaService } from './quota.service.js';
import { RetentionController } from './retention.controller.js';
import { RetentionService } from './retention.service.js';
import { VerificationService } from './verification.service.js';

@Module({
  imports: [ApplicationsModule, DestinationsModule, NotificationsModule],
  controllers: [BackupsController, CopiesController, RetentionController],
  providers: [
    BackupsService,
    BackupRecords,
    BackupRunner,
    BackupProgress,
    BackupUsage,
    CopiesService,
    CopySender,
    BackupAftermath,
    BackupDeletion,
    BackupHistory,
    BackupProof,
    BackupReconciler,
    PackageInventory,
    QuotaService,
    RetentionService,
    VerificationService,
  ],
  exports: [
    BackupsService,
    BackupRecords,
    BackupUsage,
    CopiesService,
    BackupHistory,
    BackupProof,
    BackupReconciler,
    PackageInventory,
    QuotaService,
    RetentionService,
    VerificationService,
  ],
})
export class BackupsModule {}
