/** The copies of a package, as its record keeps them. Pure. */

import type { PackageCopyView } from '@holdfast/contract';
import type { BackupRecord, CopyRecord } from '@holdfast/catalog';

export function waitingCopy(destinationId: string): CopyRecord {
  return {
    destinationId,
    state: 'waiting',
    location: null,
    sizeBytes: null,
    storedAt: null,
    errorCode: null,
    errorMessage: null,
    errorHint: null,
  };
}

/** Added, or in place of the one of the same destination. */
export function withCopy(copies: readonly CopyRecord[], copy: CopyRecord): CopyRecord[] {
  const others = copies.filter(({ destinationId }) => destinationId !== copy.destinationId);
  return [...others, copy];
}

/** Only where it still is expected there: the destination may have been forgotten meanwhile. */
export function withOutcome(copies: readonly CopyRecord[], copy: CopyRecord): CopyRecord[] {
  const isExpected = copies.some(({ destinationId }) => destinationId === copy.destinationId);
  return isExpected ? withCopy(copies, copy) : [...copies];
}

export function withoutCopy(copies: readonly CopyRecord[], destinationId: string): CopyRecord[] {
  return copies.filter((copy) => copy.destinationId !== destinationId);
}

export function copyIn({ copies }: BackupRecord, destinationId: string): CopyRecord | null {
  return copies.find((copy) => copy.destinationId === destinationId) ?? null;
}

/** @param bytesDone while it is being sent; else null */
export function copyViewOf(
  copy: CopyRecord,
  destinationName: string,
  bytesDone: number | null,
): PackageCopyView {
  const isSending = bytesDone !== null && copy.state === 'waiting';
  return {
    ...copy,
    destinationName,
    state: isSending ? 'sending' : copy.state,
    bytesDone: isSending ? bytesDone : null,
  };
}

/**
 * A package is of little use without what it builds on: nothing goes before a base of its that waits as well,
 * and the older goes before the younger. Null: nothing waits.
 */
export function nextToSend(records: readonly BackupRecord[], destinationId: string): BackupRecord | null {
  const waiting = records
    .filter((record) => copyIn(record, destinationId)?.state === 'waiting')
    .sort((one, other) => one.createdAt.localeCompare(other.createdAt));
  const waitingIds = new Set(waiting.map(({ id }) => id));
  const first = waiting.find(({ parentBackupId }) => !waitingIds.has(parentBackupId ?? ''));
  return first ?? waiting[0] ?? null;
}

/** What it builds on, as far as that is known; bases first. */
export function basesOf(record: BackupRecord, records: readonly BackupRecord[]): BackupRecord[] {
  const bases: BackupRecord[] = [];
  let current: BackupRecord | undefined = record;
  while (current !== undefined) {
    const { parentBackupId }: BackupRecord = current;
    current = records.find(({ id }) => id === parentBackupId);
    // A circle, which only a damaged catalog can hold.
    if (current === record || (current !== undefined && bases.includes(current))) break;
    if (current !== undefined) bases.unshift(current);
  }
  return bases;
}
