/** How much of a restore each phase usually takes, so that progress can be one number. Pure. */

import {
  RESTORE_PHASES,
  type RestoreMode,
  type RestorePhase,
  type RestoreStrategy,
} from '@holdfast/contract';
import type { PhaseProgress } from '@holdfast/engine';

/** What decides which phases there are. */
export type RestorePlan = RestoreStrategy | 'drill' | 'preview';

export function planOf({ mode, strategy }: { mode: RestoreMode; strategy: RestoreStrategy }): RestorePlan {
  return mode === 'apply' ? strategy : mode;
}

type Weights = Readonly<Partial<Record<RestorePhase, number>>>;

/**
 * Percent; each plan sums up to 100. Swap and in-place: measured shares of a restore of a 2 GB database, rounded;
 * the others weigh the same work by what is left of it. They only divide the bar: within a phase it is measured.
 */
export const PHASE_WEIGHTS: Readonly<Record<RestorePlan, Weights>> = {
  swap: { verifying: 10, preflight: 2, 'safety-snapshot': 20, loading: 45, comparing: 20, swapping: 3 },
  'in-place': { verifying: 10, preflight: 2, 'safety-snapshot': 20, loading: 48, comparing: 20 },
  tables: { verifying: 12, preflight: 2, 'safety-snapshot': 24, loading: 50, comparing: 12 },
  drill: { verifying: 15, 'starting-server': 5, loading: 55, comparing: 23, asserting: 2 },
  preview: { preflight: 20, counting: 80 },
};

/** The drill of a foreign package, which comes before everything else, against the 100 of the rest. */
const DRILLING_WEIGHT = 50;

/**
 * All finished phases, and the measured part of the running one.
 * @param isDrilledFirst whether a foreign package is drilled before.
 */
export function overallProgress(
  plan: RestorePlan,
  progress: PhaseProgress<RestorePhase>,
  isDrilledFirst = progress.phase === 'drilling',
): number {
  if (progress.phase === 'done') return 100;
  const weights: Weights = { ...PHASE_WEIGHTS[plan], drilling: isDrilledFirst ? DRILLING_WEIGHT : 0 };
  const phase = weighedAs(plan, progress.phase);
  const index = RESTORE_PHASES.indexOf(phase);
  const finished = sumOf(weights, RESTORE_PHASES.slice(0, index));
  const share = (weights[phase] ?? 0) * measuredFraction(progress);
  return Math.min(99, Math.floor(((finished + share) * 100) / sumOf(weights, RESTORE_PHASES)));
}

/** An exact preview compares where another one counts. */
function weighedAs(plan: RestorePlan, phase: RestorePhase): RestorePhase {
  return plan === 'preview' && phase === 'comparing' ? 'counting' : phase;
}

function sumOf(weights: Weights, phases: readonly RestorePhase[]): number {
  return phases.reduce((sum, phase) => sum + (weights[phase] ?? 0), 0);
}

/** Bytes where their total is known, else items; nothing is made up where neither is. */
function measuredFraction(progress: PhaseProgress<RestorePhase>): number {
  const { bytesDone, bytesTotal, itemsDone, itemsTotal } = progress;
  return fractionOf(bytesDone, bytesTotal) ?? fractionOf(itemsDone, itemsTotal) ?? 0;
}

function fractionOf(done: number | null, total: number | null): number | null {
  if (done === null || total === null || total <= 0) return null;
  return Math.min(1, Math.max(0, done / total));
}
