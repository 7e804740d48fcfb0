/** What an administrator must know now. Pure: facts in, alerts out. */

import type { AlertView, NoteCode } from '@holdfast/contract';
import type { BackupRecord } from '@holdfast/catalog';
import type { DamagedPackage, StorageSpace } from '@holdfast/engine';

import { drillAlerts, type DrillFacts } from './drill-alerts.js';

export interface AlertFacts extends DrillFacts {
  now: Date;
  /** Of one application, newest first. */
  backups: readonly BackupRecord[];
  lastBackup: BackupRecord | null;
  lastGood: BackupRecord | null;
  /** Null unless a run is late by more than the allowance. */
  overdueSince: Date | null;
  isSchedulerActive: boolean;
  missing: readonly BackupRecord[];
  damaged: readonly DamagedPackage[];
  /** Names of databases that no restore on record accounts for. */
  strays: readonly string[];
  space: StorageSpace | null;
  quotaBytes: number | null;
}

export function alertsFrom(facts: AlertFacts): AlertView[] {
  return [
    ...failureAlerts(facts),
    ...scheduleAlerts(facts),
    ...drillAlerts(facts),
    ...packageAlerts(facts),
    ...copyAlerts(facts),
    ...anomalyAlerts(facts),
    ...storageAlerts(facts),
    ...strayAlerts(facts),
  ];
}

function failureAlerts({ lastBackup, lastGood, now }: AlertFacts): AlertView[] {
  const alerts: AlertView[] = [];
  if (lastBackup?.status === 'failed') {
    const reason = lastBackup.errorMessage ?? 'unknown reason';
    alerts.push({
      code: 'LAST_BACKUP_FAILED',
      severity: 'blocker',
      message: `The last backup failed: ${reason}`,
      hint: lastBackup.errorHint,
      since: lastBackup.completedAt ?? lastBackup.createdAt,
      backupId: lastBackup.id,
    });
  }
  if (lastGood === null) {
    const message = 'There is no good backup yet.';
    alerts.push(blocker('NO_BACKUP_YET', message, 'Make a backup now.', now.toISOString()));
  }
  return alerts;
}

function scheduleAlerts({ overdueSince, isSchedulerActive, now }: AlertFacts): AlertView[] {
  const alerts: AlertView[] = [];
  if (overdueSince !== null) {
    const since = overdueSince.toISOString();
    alerts.push(
      blocker(
        'BACKUP_OVERDUE',
        `The backup due at ${since} was not made.`,
        'Make a backup now, and look at the log.',
        since,
      ),
    );
  }
  if (!isSchedulerActive) {
    const message = 'The scheduler is stopped: no backup is made by itself.';
    alerts.push(
      warning('SCHEDULER_STOPPED', message, 'Start the scheduler in the settings.', now.toISOString()),
    );
  }
  return alerts;
}

function packageAlerts({ missing, damaged, now }: AlertFacts): AlertView[] {
  const since = now.toISOString();
  return [
    ...missing.map((record) => ({
      ...blocker(
        'PACKAGE_MISSING',
        `The package of backup ${record.id} is not on the storage.`,
        hasCopy(record) ? USE_THE_COPY : CHECK_STORAGE,
        since,
      ),
      backupId: record.id,
    })),
    ...damaged.map(({ backupId, message }) => ({
      ...blocker(
        'PACKAGE_DAMAGED',
        `The package of backup ${backupId} cannot be trusted: ${message}`,
        CHECK_STORAGE,
        since,
      ),
      backupId,
    })),
  ];
}

function copyAlerts({ backups, now }: AlertFacts): AlertView[] {
  return backups
    .filter(({ deletionStartedAt }) => deletionStartedAt === null)
    .flatMap(({ id, completedAt, copies }) =>
      copies
        .filter(({ state }) => state === 'failed')
        .map(({ errorMessage, errorHint }) => ({
          ...warning(
            'COPY_FAILED',
            `Backup ${id} could not be sent to a further destination: ${errorMessage ?? 'unknown reason'}`,
            errorHint ?? 'Test the destination. It is tried again after the next backup.',
            completedAt ?? now.toISOString(),
          ),
          backupId: id,
        })),
    );
}

function hasCopy({ copies }: BackupRecord): boolean {
  return copies.some(({ state }) => state === 'stored');
}

function anomalyAlerts({ backups }: AlertFacts): AlertView[] {
  return backups
    .filter(({ areAnomaliesAcknowledged }) => !areAnomaliesAcknowledged)
    .flatMap(({ id, anomalies, completedAt, createdAt }) =>
      anomalies.map((anomaly) => ({ ...anomaly, since: completedAt ?? createdAt, backupId: id })),
    );
}

function storageAlerts({ space, quotaBytes, lastGood, now }: AlertFacts): AlertView[] {
  const since = now.toISOString();
  if (space === null) {
    return [blocker('STORAGE_UNAVAILABLE', 'The storage cannot be read.', CHECK_STORAGE, since)];
  }
  if (!isNearlyFull(space, quotaBytes, lastGood?.sizeBytes ?? 0)) return [];
  const hint = 'Free space, shorten the retention, or move the backups to a larger disk.';
  return [warning('STORAGE_NEARLY_FULL', 'The storage for backups is nearly full.', hint, since)];
}

function strayAlerts({ strays, now }: AlertFacts): AlertView[] {
  if (strays.length === 0) return [];
  const names = strays.map((name) => `"${name}"`).join(', ');
  const message = `Databases of earlier restores stand on the server that no record accounts for: ${names}.`;
  const hint = 'Look into them, and drop them by hand if nobody needs them.';
  return [warning('STRAY_DATABASES', message, hint, now.toISOString())];
}

/** Under a tenth left of what there is, or no room for two more backups. */
function isNearlyFull(
  { usedBytes, freeBytes }: StorageSpace,
  quotaBytes: number | null,
  lastBytes: number,
): boolean {
  const leftOfQuota = quotaBytes === null ? Infinity : quotaBytes - usedBytes;
  const left = Math.min(freeBytes ?? Infinity, leftOfQuota);
  const whole = Math.min(usedBytes + (freeBytes ?? Infinity), quotaBytes ?? Infinity);
  return left < lastBytes * 2 || (Number.isFinite(whole) && left < whole * 0.1);
}

const USE_THE_COPY =
  'A copy is stored in a further destination: restore from there, and check the storage; it may be unmounted, moved or damaged.';
const CHECK_STORAGE = 'Check the storage; it may be unmounted, moved or damaged.';

function blocker(code: NoteCode, message: string, hint: string, since: string): AlertView {
  return { code, severity: 'blocker', message, hint, since, backupId: null };
}

function warning(code: NoteCode, message: string, hint: string, since: string): AlertView {
  return { code, severity: 'warning', message, hint, since, backupId: null };
}
