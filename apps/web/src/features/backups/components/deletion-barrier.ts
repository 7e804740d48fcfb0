/** Why a backup cannot be deleted; the server has the last word, this says it beforehand. */
import type { BackupView } from '@holdfast/contract';

export type DeletionBarrier = 'unfinished' | 'pinned' | 'last-good' | 'parent';

/** What is known of the other backups. */
export interface Surroundings {
  lastGoodId: string | null;
  /** Backups that others on the screen cannot be restored without. */
  parentIds: ReadonlySet<string>;
}

export function parentIdsOf(backups: readonly BackupView[]): ReadonlySet<string> {
  return new Set(
    backups.flatMap(({ parentBackupId, status }) =>
      parentBackupId !== null && status !== 'failed' && status !== 'canceled' ? [parentBackupId] : [],
    ),
  );
}

export function deletionBarrier(backup: BackupView, surroundings: Surroundings): DeletionBarrier | null {
  if (backup.status === 'pending' || backup.status === 'running') return 'unfinished';
  if (backup.isPinned) return 'pinned';
  if (backup.id === surroundings.lastGoodId) return 'last-good';
  return surroundings.parentIds.has(backup.id) ? 'parent' : null;
}
