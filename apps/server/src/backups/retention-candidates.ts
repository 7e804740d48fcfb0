/** The backups that the rules of retention decide on. */

import type { BackupRecord } from '@holdfast/catalog';
import type { RetentionCandidate } from '@holdfast/engine';

import { isGood } from './backup-records.service.js';
import type { BackupUsage } from './backup-usage.service.js';
import type { Inventory } from './package-inventory.service.js';

/**
 * Left out are successes whose package is missing or damaged: they neither count as good (so that a sound
 * one is kept instead) nor are deleted; and runs that the quota refused: they would keep retention from
 * making the room they lacked. An anomaly that nobody has acknowledged is never left out: all stands still.
 */
export function retentionCandidatesOf(
  records: readonly BackupRecord[],
  { packages }: Inventory,
  usage: BackupUsage,
): RetentionCandidate[] {
  return records
    .filter((record) => record.deletionStartedAt === null)
    .filter((record) => isSound(record, packages) || isUnacknowledged(record))
    .filter((record) => record.errorCode !== 'BACKUP_QUOTA_EXCEEDED')
    .map((record) => ({
      id: record.id,
      status: record.status,
      createdAt: record.createdAt,
      sizeBytes: record.sizeBytes,
      verificationLevel: record.verificationLevel,
      isPinned: record.isPinned,
      isSafetySnapshot: record.trigger === 'pre-restore',
      isInUse: usage.isInUse(record.id),
      childIds: records.filter((other) => other.parentBackupId === record.id).map(({ id }) => id),
      hasUnacknowledgedAnomaly: isUnacknowledged(record),
    }));
}

function isSound(record: BackupRecord, packages: Inventory['packages']): boolean {
  return record.status !== 'success' || (isGood(record) && packages.has(record.id));
}

function isUnacknowledged({ anomalies, areAnomaliesAcknowledged }: BackupRecord): boolean {
  return anomalies.length > 0 && !areAnomaliesAcknowledged;
}
