/** What a drill proved, and the errors that say that it did not. */

import type { DrillReport, PhaseReport, ProblemNote } from '@holdfast/contract';

import type { FingerprintComparison } from '../domain/compare-fingerprints.js';
import { HoldfastError } from '../errors/holdfast-error.js';
import type { DrillTarget } from './drill-plan.js';

const DIFFERENCES_SHOWN = 5;

export interface DrillFigures {
  recoveryMs: number;
  /** Grows while the drill goes on. */
  phases: PhaseReport[];
  comparisons: readonly FingerprintComparison[];
  notes: ProblemNote[];
}

export function drillReport(
  targets: readonly DrillTarget[],
  { recoveryMs, phases, comparisons, notes }: DrillFigures,
): DrillReport {
  const total = (count: (comparison: FingerprintComparison) => number): number =>
    comparisons.reduce((sum, comparison) => sum + count(comparison), 0);
  const [first] = targets;
  return {
    level: comparisons.every(({ isEqual }) => isEqual) ? 'matched' : 'restored',
    recoveryMs,
    server: { kind: first?.server.kind ?? 'throw-away', version: first?.server.version ?? '' },
    phases,
    tables: comparisons.flatMap(({ tables }) => tables),
    comparedTables: total(({ tables }) => tables.length),
    comparedRows: total(({ comparedRows }) => comparedRows),
    comparedLargeObjects: total(({ comparedLargeObjects }) => comparedLargeObjects),
    comparedSequences: total(({ comparedSequences }) => comparedSequences),
    comparedObjects: total(({ comparedObjects }) => comparedObjects),
    assertions: [],
    notes,
  };
}

/** Throws DRILL_FAILED with the differences. */
export function assertMatched(drill: DrillReport, comparisons: readonly FingerprintComparison[]): void {
  if (drill.level === 'matched') return;
  const differences = comparisons.flatMap((comparison) => comparison.differences);
  const more = differences.length - DIFFERENCES_SHOWN;
  const shown = `${differences.slice(0, DIFFERENCES_SHOWN).join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
  throw new HoldfastError('DRILL_FAILED', `What the drill restored does not equal the backup: ${shown}.`, {
    hint: 'Do not rely on this backup. Drill another one, and report this together with the server’s version.',
    details: { drill, differences },
  });
}

/** Throws ASSERTION_FAILED naming those that are not true. */
export function assertAllTrue(drill: DrillReport): void {
  const failed = drill.assertions.filter(({ isTrue }) => !isTrue);
  if (failed.length === 0) return;
  const said = failed.map(({ name, message }) => `“${name}”: ${message ?? ''}`).join(' ');
  const count = failed.length === 1 ? 'an assertion' : `${failed.length} assertions`;
  throw new HoldfastError('ASSERTION_FAILED', `The restored data does not bear out ${count}. ${said}`, {
    hint: 'The data equals the backup. Check what the assertion asks, and what was in the database at the time.',
    details: { drill },
  });
}
