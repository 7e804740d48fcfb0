/** How much of a restore each phase usually takes, so that progress can be one number. */

import { RESTORE_PHASES, type RestorePhase } from '@holdfast/contract';
import type { PhaseProgress } from '@holdfast/engine';

/** Percent; they sum up to 100. Measured shares of a restore of a 2 GB database, rounded. */
export const PHASE_WEIGHTS: Readonly<Record<RestorePhase, number>> = {
  waiting: 0,
  verifying: 10,
  preflight: 2,
  'safety-snapshot': 20,
  loading: 45,
  comparing: 20,
  swapping: 3,
  done: 0,
};

/** All finished phases, and the measured part of the running one. */
export function overallProgress(progress: PhaseProgress<RestorePhase>): number {
  if (progress.phase === 'done') return 100;
  const index = RESTORE_PHASES.indexOf(progress.phase);
  const finished = RESTORE_PHASES.slice(0, index).reduce((sum, phase) => sum + PHASE_WEIGHTS[phase], 0);
  const share = PHASE_WEIGHTS[progress.phase] * measuredFraction(progress);
  return Math.min(99, Math.floor(finished + share));
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
