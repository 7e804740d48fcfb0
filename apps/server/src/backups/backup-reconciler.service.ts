/** Brings the catalog and the storage together again when the console starts. */

import type { BackupRecord } from '@holdfast/catalog';
import type { Clock, Engine } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { CLOCK, ENGINE } from '../engine/engine.tokens.js';
import { JsonLogger } from '../logging/json-logger.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import { SettingsStore } from '../settings/settings-store.service.js';
import { BackupAftermath } from './backup-aftermath.js';
import { BackupDeletion } from './backup-deletion.js';
import { CopiesService } from './copies.service.js';
import { packagesMissing } from './backup-notifications.js';
import { BackupRecords } from './backup-records.service.js';
import { BackupsService } from './backups.service.js';
import { importedRecord } from './new-backup-record.js';
import { PackageInventory, type Inventory } from './package-inventory.service.js';

const DAY_MS = 86_400_000;

@Injectable()
export class BackupReconciler {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly records: BackupRecords,
    private readonly backups: BackupsService,
    private readonly aftermath: BackupAftermath,
    private readonly deletion: BackupDeletion,
    private readonly inventory: PackageInventory,
    private readonly copies: CopiesService,
    private readonly settings: SettingsStore,
    private readonly notifications: NotificationsService,
    private readonly logger: JsonLogger,
  ) {}

  /** What still says `running` has no owner any more. */
  async failInterrupted(): Promise<void> {
    for (const { id } of await this.records.list(({ status }) => status === 'running')) {
      const record = await this.records.moveTo(id, 'failed', {
        completedAt: this.clock.now().toISOString(),
        errorCode: 'INTERRUPTED',
        errorMessage: 'The console stopped while this backup was running.',
        errorHint: 'Nothing was kept of it. Make a new backup.',
      });
      this.logger.warn('A backup was interrupted', { backupId: id });
      await this.aftermath.of(record);
    }
  }

  /** A storage that cannot be read now stops no start: it is tried again after the next backup. */
  async matchStorage(): Promise<void> {
    try {
      await this.deletion.finishAll();
      const inventory = await this.inventory.refresh();
      await this.#deleteUnclaimed(inventory);
      await this.#importUnknown(inventory);
      await this.#reportMissing(inventory);
      await this.copies.resume();
    } catch (error) {
      this.logger.error('The storage could not be compared with the catalog', { error });
    }
  }

  async runPending(): Promise<void> {
    const pending = await this.records.list(({ status }) => status === 'pending');
    for (const record of pending.reverse()) {
      try {
        this.backups.resume(record);
      } catch (error) {
        await this.#giveUp(record, error);
      }
    }
  }

  /** Published, but the console stopped before it recorded the success: no success was ever claimed. */
  async #deleteUnclaimed({ packages }: Inventory): Promise<void> {
    const unclaimed = await this.records.list(({ id, status }) => status !== 'success' && packages.has(id));
    for (const { id, appId } of unclaimed) {
      await this.engine.deletePackage({ appId, backupId: id });
      this.logger.warn('The package of an interrupted backup was removed', { backupId: id });
    }
  }

  async #importUnknown({ packages }: Inventory): Promise<void> {
    const known = new Set((await this.records.list()).map(({ id }) => id));
    const { retentionDays } = (await this.settings.current()).backup;
    const overdueMs = this.clock.now().getTime() - retentionDays * DAY_MS;
    for (const found of packages.values()) {
      if (known.has(found.backupId)) continue;
      const record = importedRecord(found);
      // Older than backups are kept: somebody had pinned it, or brought it here. That is not lost with the catalog.
      const isPinned = Date.parse(record.createdAt) < overdueMs && record.trigger !== 'pre-restore';
      await this.records.insert({ ...record, isPinned });
      this.logger.warn('A package that the catalog did not know was taken in', { backupId: found.backupId });
    }
  }

  async #reportMissing({ missing }: Inventory): Promise<void> {
    if (missing.length > 0) this.notifications.notify(packagesMissing(missing.map(({ id }) => id)));
  }

  async #giveUp({ id }: BackupRecord, error: unknown): Promise<void> {
    this.logger.error('A waiting backup could not be run', { backupId: id, error });
    await this.records.moveTo(id, 'failed', {
      completedAt: this.clock.now().toISOString(),
      errorCode: 'INTERRUPTED',
      errorMessage: 'The console stopped before this backup began, and it could not be run afterwards.',
      errorHint: 'Make a new backup.',
    });
  }
}
