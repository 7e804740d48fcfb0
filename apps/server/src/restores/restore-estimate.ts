/** How long a restore will take, from restores and drills that were measured. Pure. */

import type { PhaseReport, RestoreEstimate, RestorePhase, RestoreStrategy } from '@holdfast/contract';

/** A restore of a whole backup, or a drill, that succeeded. */
export interface MeasuredRun {
  appId: string;
  /** Bytes of the raw dump that it restored. */
  rawBytes: number;
  phases: readonly PhaseReport[];
}

export interface EstimateOrder {
  appId: string;
  strategy: RestoreStrategy;
  /** Bytes of the raw dump. */
  rawBytes: number;
  /** Of these, the part that is loaded: less than all where only some tables are. */
  loadedBytes: number;
  /** How long the backup itself took: what a safety snapshot takes where none was measured yet. */
  backupMs: number | null;
}

/** The newest so many runs count. */
const MAX_RUNS = 5;

const PHASES: readonly RestorePhase[] = [
  'verifying',
  'preflight',
  'safety-snapshot',
  'loading',
  'comparing',
  'swapping',
];

/** These take as long as there are bytes; the others take their time whatever the size. */
const BY_SIZE: readonly RestorePhase[] = ['verifying', 'safety-snapshot', 'loading', 'comparing'];
const BY_LOADED_SIZE: readonly RestorePhase[] = ['loading', 'comparing'];

/** @param runs newest first; null where none of them can be gone by. */
export function estimateFrom(runs: readonly MeasuredRun[], order: EstimateOrder): RestoreEstimate | null {
  const usable = runs.filter(
    ({ rawBytes, phases }) => rawBytes > 0 && durationOf(phases, 'loading') !== null,
  );
  const own = usable.filter(({ appId }) => appId === order.appId);
  const chosen = (own.length > 0 ? own : usable).slice(0, MAX_RUNS);
  if (chosen.length === 0) return null;
  const totalMs = PHASES.filter((phase) => phase !== 'swapping' || order.strategy === 'swap')
    .map((phase) => phaseMs(phase, chosen, order))
    .reduce((sum, ms) => sum + ms, 0);
  return {
    seconds: Math.max(1, Math.ceil(totalMs / 1000)),
    basis: own.length > 0 ? 'this-application' : 'this-console',
    runs: chosen.length,
  };
}

function phaseMs(phase: RestorePhase, runs: readonly MeasuredRun[], order: EstimateOrder): number {
  const measured = runs.flatMap(({ rawBytes, phases }) => {
    const durationMs = durationOf(phases, phase);
    return durationMs === null ? [] : [{ rawBytes, durationMs }];
  });
  if (measured.length === 0) return phase === 'safety-snapshot' ? (order.backupMs ?? 0) : 0;
  const totalMs = measured.reduce((sum, { durationMs }) => sum + durationMs, 0);
  if (!BY_SIZE.includes(phase)) return totalMs / measured.length;
  const totalBytes = measured.reduce((sum, { rawBytes }) => sum + rawBytes, 0);
  const bytes = BY_LOADED_SIZE.includes(phase) ? order.loadedBytes : order.rawBytes;
  return (totalMs / totalBytes) * bytes;
}

function durationOf(phases: readonly PhaseReport[], wanted: RestorePhase): number | null {
  const found = phases.filter(({ phase }) => phase === wanted);
  return found.length === 0 ? null : found.reduce((sum, { durationMs }) => sum + durationMs, 0);
}
