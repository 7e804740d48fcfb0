/** What an administrator must know about drills. Pure. */

import type { AlertView } from '@holdfast/contract';
import type { RestoreRecord } from '@holdfast/catalog';

import { hasDrillEnded, isDrillImpossible } from '../restores/drill-rules.js';

export interface DrillFacts {
  /** Of one application, newest first. */
  restores: readonly RestoreRecord[];
  /** Null unless a drill is late by more than the allowance. */
  drillOverdueSince: Date | null;
}

export function drillAlerts({ restores, drillOverdueSince }: DrillFacts): AlertView[] {
  const last = restores.find(hasDrillEnded);
  return [
    ...(last?.status === 'failed' ? [failureAlert(last)] : []),
    ...(drillOverdueSince === null ? [] : [overdueAlert(drillOverdueSince.toISOString())]),
  ];
}

function failureAlert(record: RestoreRecord): AlertView {
  const { errorMessage, errorHint: hint, backupId, completedAt, createdAt } = record;
  const reason = errorMessage ?? 'unknown reason';
  const facts = { hint, since: completedAt ?? createdAt, backupId };
  if (isDrillImpossible(record)) {
    const message = `Drills cannot be made on this machine, so no backup is proven by a restore: ${reason}`;
    return { code: 'DRILL_IMPOSSIBLE', severity: 'warning', message, ...facts };
  }
  return { code: 'DRILL_FAILED', severity: 'blocker', message: `The last drill failed: ${reason}`, ...facts };
}

function overdueAlert(since: string): AlertView {
  return {
    code: 'DRILL_OVERDUE',
    severity: 'warning',
    message: `The drill due at ${since} was not made.`,
    hint: 'Make a drill now, and look at the log.',
    since,
    backupId: null,
  };
}
