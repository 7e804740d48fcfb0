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

export interface LiveCopy {
  isSending: boolean;
  bytesDone: number | null;
}

export function copyViewOf(
  copy: CopyRecord,
  destinationName: string,
  live: LiveCopy | null,
): PackageCopyView {
  const isSending = live?.isSending === true && copy.state === 'waiting';
  return {
    ...copy,
    destinationName,
    state: isSending ? 'sending' : copy.state,
    bytesDone: isSending ? live.bytesDone : null,
  };
}

/** A package is of little use without what it builds on: bases go first, and the older before the younger. */
export function nextToSend(records: readonly BackupRecord[], destinationId: string): BackupRecord | null {
  const waiting = records.filter(
    (record) => record.deletionStartedAt === null && copyIn(record, destinationId)?.state === 'waiting',
  );
  return [...waiting].sort((one, other) => one.createdAt.localeCompare(other.createdAt))[0] ?? null;
}

/** The backup itself and all that it builds on, as far as they are known; bases first. */
export function chainOf(record: BackupRecord, records: readonly BackupRecord[]): BackupRecord[] {
  const parent = records.find(({ id }) => id === record.parentBackupId && id !== record.id);
  return parent === undefined ? [record] : [...chainOf(parent, records), record];
}
