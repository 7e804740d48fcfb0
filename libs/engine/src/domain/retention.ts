/** Which backups may go. Pure: the caller deletes. */

import type { BackupStatus, VerificationLevel } from '@holdfast/contract';

import { isAtLeast } from './verification.js';

export interface RetentionCandidate {
  id: string;
  status: BackupStatus;
  createdAt: string;
  /** When it became safe; null where it never did. */
  completedAt: string | null;
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
 * unacknowledged anomaly. `now` before the newest backup (a clock that jumped back) deletes nothing by age.
 */
export function decideRetention(
  candidates: readonly RetentionCandidate[],
  policy: RetentionPolicy,
  now: Date,
): RetentionDecision {
  throw new Error(`${candidates.length} ${policy.days} ${now.toISOString()} ${DAY_MS} ${String(isAtLeast)}`);
}
