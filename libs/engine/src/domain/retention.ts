/** Which backups may go. Pure: the caller deletes. */

import type { BackupStatus, VerificationLevel } from '@holdfast/contract';

import { isAtLeast } from './verification.js';

export interface RetentionCandidate {
  id: string;
  status: BackupStatus;
  createdAt: string;
  sizeBytes: number | null;
  verificationLevel: VerificationLevel | null;
  isPinned: boolean;
  /** A restore, a verification or the like is reading it. */
  isInUse: boolean;
  /** Backups that cannot be restored without this one. */
  childIds: readonly string[];
  hasUnacknowledgedAnomaly: boolean;
}

export interface RetentionPolicy {
  /** Days a backup is kept. */
  days: number;
  /** Newest good backups to keep; null: no limit. */
  count: number | null;
  /** Bytes all together; null: no limit. */
  maxTotalBytes: number | null;
}

export interface RetentionDecision {
  deleteIds: string[];
  /** Why nothing is deleted at all; null where the rules were applied. */
  standstill: string | null;
}

const DAY_MS = 86_400_000;

/**
 * Never decides on the newest good backup, the newest verified one, a parent that a kept child needs,
 * a pinned one, one in use or one in progress. Stands still after a failed newest backup or an
 * unacknowledged anomaly. Age is counted from the newest good backup where the clock says a later time:
 * a clock that jumped ahead deletes nothing that a right one would keep.
 */
export function decideRetention(
  candidates: readonly RetentionCandidate[],
  policy: RetentionPolicy,
  now: Date,
): RetentionDecision {
  const newestFirst = [...candidates].sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  const standstill = reasonToStandStill(newestFirst);
  if (standstill !== null) return { deleteIds: [], standstill };

  const good = newestFirst.filter(({ status }) => status === 'success');
  const untouchable = untouchableIds(good);
  const reference = referenceTimeMs(good, now);
  const expired = newestFirst.filter(
    (backup) => isOver(backup, reference, policy) || isBeyondCount(backup, good, policy),
  );
  const doomed = new Set(expired.map(({ id }) => id).filter((id) => !untouchable.has(id)));
  addOldestUntilItFits(good, untouchable, policy, doomed);
  sparePinnedAndParents(candidates, doomed);
  return { deleteIds: newestFirst.filter(({ id }) => doomed.has(id)).map(({ id }) => id), standstill: null };
}

function reasonToStandStill(newestFirst: readonly RetentionCandidate[]): string | null {
  const finished = newestFirst.find(({ status }) => status === 'success' || status === 'failed');
  if (finished === undefined) return 'there is no finished backup yet';
  if (finished.status === 'failed') return `the newest backup ${finished.id} failed`;
  const odd = newestFirst.find((backup) => backup.status === 'success' && backup.hasUnacknowledgedAnomaly);
  return odd === undefined ? null : `the backup ${odd.id} has an anomaly that nobody has acknowledged`;
}

function untouchableIds(goodNewestFirst: readonly RetentionCandidate[]): Set<string> {
  const newest = goodNewestFirst[0];
  const verified = goodNewestFirst.find(({ verificationLevel }) => isAtLeast(verificationLevel, 'readable'));
  return new Set([newest?.id, verified?.id].filter((id): id is string => id !== undefined));
}

/** Never later than a day after the newest good backup: a jump of the clock must not age them all at once. */
function referenceTimeMs(goodNewestFirst: readonly RetentionCandidate[], now: Date): number {
  const newest = goodNewestFirst[0];
  return newest === undefined
    ? now.getTime()
    : Math.min(now.getTime(), Date.parse(newest.createdAt) + DAY_MS);
}

function isOver(backup: RetentionCandidate, referenceMs: number, policy: RetentionPolicy): boolean {
  const isFinished = backup.status !== 'pending' && backup.status !== 'running';
  return isFinished && referenceMs - Date.parse(backup.createdAt) > policy.days * DAY_MS;
}

function isBeyondCount(
  backup: RetentionCandidate,
  goodNewestFirst: readonly RetentionCandidate[],
  policy: RetentionPolicy,
): boolean {
  return policy.count !== null && goodNewestFirst.indexOf(backup) >= policy.count;
}

function addOldestUntilItFits(
  goodNewestFirst: readonly RetentionCandidate[],
  untouchable: ReadonlySet<string>,
  policy: RetentionPolicy,
  doomed: Set<string>,
): void {
  if (policy.maxTotalBytes === null) return;
  const kept = goodNewestFirst.filter(({ id }) => !doomed.has(id));
  let totalBytes = kept.reduce((total, { sizeBytes }) => total + (sizeBytes ?? 0), 0);
  for (const backup of kept.reverse()) {
    if (totalBytes <= policy.maxTotalBytes) return;
    if (untouchable.has(backup.id) || !isFree(backup)) continue;
    doomed.add(backup.id);
    totalBytes -= backup.sizeBytes ?? 0;
  }
}

function sparePinnedAndParents(candidates: readonly RetentionCandidate[], doomed: Set<string>): void {
  for (const backup of candidates) if (!isFree(backup)) doomed.delete(backup.id);
  // A spared child spares its parent, which may itself be a child.
  for (let isChanged = true; isChanged;) {
    const needed = candidates.filter(
      ({ id, childIds }) => doomed.has(id) && childIds.some((child) => !doomed.has(child)),
    );
    for (const { id } of needed) doomed.delete(id);
    isChanged = needed.length > 0;
  }
}

function isFree(backup: RetentionCandidate): boolean {
  const isActive = backup.status === 'pending' || backup.status === 'running';
  return !backup.isPinned && !backup.isInUse && !isActive;
}
