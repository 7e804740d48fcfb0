/** A backup's record as clients see it. */

import type { BackupProgressView, BackupView, PackageCopyView, ProblemNote } from '@holdfast/contract';
import type { BackupRecord } from '@holdfast/catalog';

const DELETION_UNFINISHED: ProblemNote = {
  code: 'DELETION_UNFINISHED',
  severity: 'warning',
  message: 'This backup is being deleted; a part of it is left where it could not be deleted yet.',
  hint: 'It is tried again by itself with every clean-up.',
};

export function backupViewOf(
  record: BackupRecord,
  progress: BackupProgressView | null,
  copies: PackageCopyView[],
): BackupView {
  return {
    id: record.id,
    appId: record.appId,
    appName: record.appName,
    workspaceId: record.workspaceId,
    type: record.type,
    parentBackupId: record.parentBackupId,
    trigger: record.trigger,
    status: record.status,
    description: record.description,
    createdAt: record.createdAt,
    startedAt: record.startedAt,
    completedAt: record.completedAt,
    durationMs: record.durationMs,
    sizeBytes: record.sizeBytes,
    path: record.path,
    checksum: record.checksum,
    verificationLevel: record.verificationLevel,
    verifiedAt: record.verifiedAt,
    isPinned: record.isPinned,
    authenticity: record.authenticity,
    copies,
    notes: record.deletionStartedAt === null ? record.notes : [...record.notes, DELETION_UNFINISHED],
    anomalies: record.anomalies,
    areAnomaliesAcknowledged: record.areAnomaliesAcknowledged,
    components: record.components,
    progress,
    errorCode: record.errorCode,
    errorMessage: record.errorMessage,
    errorHint: record.errorHint,
  };
}
