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
  /** It holds what a restore replaced, often damaged data: it never counts as the backup that must stay. */
  isSafetySnapshot: boolean;
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
 * unacknowledged anomaly. A clock that jumped, or weeks in which the console was off, age nothing:
 * see `ageInBackupTime`.
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
  const regular = good.filter(({ isSafetySnapshot }) => !isSafetySnapshot);
  const untouchable = new Set([...untouchableIds(regular), ...untouchableIds(good)]);
  const ageMs = ageInBackupTime(regular, now);
  const expired = newestFirst.filter(
    (backup) => isOver(backup, ageMs, policy) || isBeyondCount(backup, regular, policy),
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

/**
 * Age of a backup, counted in time in which backups were made: a gap between two good backups counts
 * for at most twice the usual gap. So neither a clock that jumped ahead nor a long silence makes all
 * earlier backups old at once.
 */
function ageInBackupTime(
  goodNewestFirst: readonly RetentionCandidate[],
  now: Date,
): (backup: RetentionCandidate) => number {
  const times = goodNewestFirst.map(({ createdAt }) => Date.parse(createdAt));
  const newestMs = times[0] ?? now.getTime();
  const gaps = times.slice(1).map((time, index) => (times[index] as number) - time);
  const usualMs = usualGapMs(gaps);
  const capMs = 2 * usualMs;
  const sinceNewestMs = Math.min(now.getTime() - newestMs, usualMs);
  return ({ createdAt }) => {
    const time = Date.parse(createdAt);
    const later = times.filter((other) => other > time);
    const between = [...later.slice(1), time].map((other, index) => (later[index] ?? time) - other);
    return sinceNewestMs + between.reduce((total, gap) => total + Math.min(gap, capMs), 0);
  };
}

/** The median; a day where there are too few to tell. */
function usualGapMs(gaps: readonly number[]): number {
  if (gaps.length < 3) return DAY_MS;
  return [...gaps].sort((a, b) => a - b)[Math.floor((gaps.length - 1) / 2)] as number;
}

function isOver(
  backup: RetentionCandidate,
  ageMs: (backup: RetentionCandidate) => number,
  policy: RetentionPolicy,
): boolean {
  const isFinished = backup.status !== 'pending' && backup.status !== 'running';
  return isFinished && ageMs(backup) > policy.days * DAY_MS;
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
