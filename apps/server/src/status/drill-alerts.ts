/** What an administrator must know about drills. Pure. */

import type { AlertView } from '@holdfast/contract';

import type { DrillOutcome } from '../restores/drill-history.service.js';

export interface DrillFacts {
  lastDrill: DrillOutcome | null;
  /** Null unless a drill is late by more than the allowance. */
  drillOverdueSince: Date | null;
}

export function drillAlerts({ lastDrill, drillOverdueSince }: DrillFacts): AlertView[] {
  return [
    ...(lastDrill?.record.status === 'failed' ? [failureAlert(lastDrill)] : []),
    ...(drillOverdueSince === null ? [] : [overdueAlert(drillOverdueSince.toISOString())]),
  ];
}

function failureAlert({ record, isImpossible }: DrillOutcome): AlertView {
  const { errorMessage, errorHint: hint, backupId, completedAt, createdAt } = record;
  const reason = errorMessage ?? 'unknown reason';
  const facts = { hint, since: completedAt ?? createdAt, backupId };
  if (isImpossible) {
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
