/** Is my data safe right now, and how long would a restore take? */

import type { LastBackupView, StatusView } from '@holdfast/contract';
import type { BackupRecord, RestoreRecord } from '@holdfast/catalog';
import type { Clock, Engine, StorageSpace } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { BackupRecords, isGood } from '../backups/backup-records.service.js';
import { PackageInventory } from '../backups/package-inventory.service.js';
import { ApplicationsService } from '../applications/applications.service.js';
import { SERVER_CONFIG, type ServerConfig } from '../config/server-config.js';
import { CLOCK, ENGINE } from '../engine/engine.tokens.js';
import { JsonLogger } from '../logging/json-logger.js';
import { DrillHistory } from '../restores/drill-history.service.js';
import { RestoreRecords } from '../restores/restore-records.service.js';
import { StrayDatabases } from '../restores/stray-databases.service.js';
import { DrillScheduler } from '../scheduler/drill-scheduler.service.js';
import { SchedulerService } from '../scheduler/scheduler.service.js';
import { alertsFrom } from './alerts.js';
import { daysOf } from './days.js';
import { recoveryOf } from './recovery.js';

@Injectable()
export class StatusService {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly applications: ApplicationsService,
    private readonly backups: BackupRecords,
    private readonly restores: RestoreRecords,
    private readonly strays: StrayDatabases,
    private readonly inventory: PackageInventory,
    private readonly scheduler: SchedulerService,
    private readonly drills: DrillScheduler,
    private readonly drillHistory: DrillHistory,
    private readonly logger: JsonLogger,
  ) {}

  async view(): Promise<StatusView> {
    const application = this.applications.getDefault();
    const backups = await this.backups.list(({ appId }) => appId === application.appId);
    const restores = await this.restores.list(({ appId }) => appId === application.appId);
    const now = this.clock.now();
    const schedule = await this.scheduler.view();
    const space = await this.#space();
    const { lastBackup, lastGood } = newestOf(backups);
    return {
      appId: application.appId,
      appName: application.name,
      lastBackup: lastBackupView(lastBackup),
      lastGoodBackup: lastBackupView(lastGood),
      runningBackupId: backups.find(({ status }) => isOpen(status))?.id ?? null,
      runningRestoreId: restores.find(isShown)?.id ?? null,
      nextRun: schedule.nextRun,
      timezone: schedule.timezone,
      storage: this.#storageView(space),
      days: daysOf(backups, schedule.timezone, now),
      recovery: recoveryOf(lastGood, restores, await this.drills.nextRun()),
      alerts: alertsFrom({
        now,
        backups,
        lastDrill: await this.drillHistory.lastOutcome(application.appId),
        drillOverdueSince: await this.drills.overdueRun(application.appId),
        lastBackup,
        lastGood,
        overdueSince: await this.scheduler.overdueRun(),
        isSchedulerActive: schedule.isRunning,
        missing: this.inventory
          .latest()
          .missing.filter(({ id }) => backups.some((backup) => backup.id === id)),
        damaged: this.inventory.latest().damaged,
        strays: this.strays.latest(application.appId),
        space,
        quotaBytes: this.config.backup.maxTotalBytes,
      }),
      encryption: this.#encryption(),
    };
  }

  async #space(): Promise<StorageSpace | null> {
    try {
      return await this.engine.storageSpace();
    } catch (error) {
      this.logger.error('The storage cannot be read', { error });
      return null;
    }
  }

  #storageView(space: StorageSpace | null): StatusView['storage'] {
    return {
      path: this.engine.storageLocation,
      usedBytes: space?.usedBytes ?? 0,
      quotaBytes: this.config.backup.maxTotalBytes,
      freeBytes: space?.freeBytes ?? 0,
    };
  }

  #encryption(): StatusView['encryption'] {
    const { keyring } = this.engine;
    const keyId = keyring.keys().find(({ isCurrent }) => isCurrent)?.id ?? null;
    return { isEnabled: this.config.encryption.isEnabled, keyId, keyringPath: keyring.path };
  }
}

/** Snapshots before a restore hold what was to be replaced: they say nothing about being safe. */
function newestOf(backups: readonly BackupRecord[]) {
  const regular = backups.filter(({ trigger }) => trigger !== 'pre-restore');
  return {
    lastBackup: regular.find(({ status }) => !isOpen(status)) ?? null,
    lastGood: regular.find(isGood) ?? null,
  };
}

/** A preview belongs to the dialog that asked for it. */
function isShown({ mode, status }: RestoreRecord): boolean {
  return mode !== 'preview' && isOpen(status);
}

function isOpen(status: string): boolean {
  return status === 'pending' || status === 'running';
}

function lastBackupView(record: BackupRecord | null): LastBackupView | null {
  if (record === null) return null;
  const { id, status, sizeBytes, path, errorCode, errorMessage: error, errorHint: hint } = record;
  return { id, time: record.startedAt ?? record.createdAt, status, sizeBytes, path, errorCode, error, hint };
}
