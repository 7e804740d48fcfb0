/** Why a backup cannot be deleted; the server has the last word, this says it beforehand. */
import type { BackupView } from '@holdfast/contract';

export type DeletionBarrier = 'unfinished' | 'pinned' | 'last-good';

export function deletionBarrier(backup: BackupView, lastGoodId: string | null): DeletionBarrier | null {
  if (backup.status === 'pending' || backup.status === 'running') return 'unfinished';
  if (backup.isPinned) return 'pinned';
  return backup.id === lastGoodId ? 'last-good' : null;
}
