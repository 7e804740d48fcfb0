/** Whether a restore can be undone. Pure. */

import type { RestoreRecord } from '@holdfast/catalog';

/** Null where it can; otherwise the reason, as the end of a sentence. */
export function whyNotUndoable(
  record: RestoreRecord,
  all: readonly RestoreRecord[],
  now: Date,
): string | null {
  if (record.mode !== 'apply') return 'it changed nothing';
  if (record.status !== 'success') return 'it did not succeed';
  if (record.undoneAt !== null) return 'it was undone already';
  if (!record.hasKeptDatabases) {
    return `the ${record.strategy === 'tables' ? 'content' : 'database'} that stood before is not kept any more`;
  }
  if (record.undoExpiresAt === null || Date.parse(record.undoExpiresAt) <= now.getTime()) {
    return 'the time for it is over';
  }
  const newer = all.find((other) => isLaterRestore(other, record));
  return newer === undefined ? null : `restore ${newer.id} came after it; undo that one first`;
}

function isLaterRestore(other: RestoreRecord, record: RestoreRecord): boolean {
  const isInForce = other.mode === 'apply' && other.status === 'success' && other.undoneAt === null;
  return (
    isInForce && other.appId === record.appId && other.id !== record.id && other.createdAt > record.createdAt
  );
}
