/** Whether a backup's record is still changing: it runs, is being verified, or is being sent somewhere. */
import type { BackupView } from '@holdfast/contract';

export function isUnsettled({ status, progress, copies }: BackupView): boolean {
  if (status === 'pending' || status === 'running' || progress !== null) return true;
  return copies.some(({ state }) => state === 'waiting' || state === 'sending');
}
