import { RESTORE_PHASES, type RestorePhase } from '@holdfast/contract';
import { describe, expect, it } from '@jest/globals';

import { overallProgress, PHASE_WEIGHTS, type RestorePlan } from './restore-phases.js';

const NONE = { bytesDone: null, bytesTotal: null, itemsDone: null, itemsTotal: null };
const PLANS = Object.keys(PHASE_WEIGHTS) as RestorePlan[];

describe('The progress of a restore', () => {
  it.each(PLANS)('has weights that sum up to 100: %s', (plan) => {
    expect(Object.values(PHASE_WEIGHTS[plan]).reduce((sum, weight) => sum + weight, 0)).toBe(100);
  });

  it.each(PLANS)('grows from phase to phase and is 100 only when all is done: %s', (plan) => {
    const percents = phasesOf(plan).map((phase) => overallProgress(plan, { phase, ...NONE }));
    expect(percents).toEqual([...percents].sort((one, other) => one - other));
    expect(new Set(percents).size).toBe(percents.length - 1);
    expect(percents.at(-1)).toBe(100);
    expect(Math.max(...percents.slice(0, -1))).toBeLessThan(100);
  });

  it('counts only the phases that its mode goes through', () => {
    const at = (plan: RestorePlan, phase: RestorePhase) => overallProgress(plan, { phase, ...NONE });
    expect(at('swap', 'loading')).toBe(32);
    expect(at('drill', 'loading')).toBe(20);
    expect(at('preview', 'counting')).toBe(20);
    expect(at('preview', 'comparing')).toBe(20);
    expect(at('tables', 'comparing')).toBe(88);
  });

  it('makes room for the drill of a foreign package', () => {
    const drilling = { phase: 'drilling' as const, ...NONE, bytesDone: 1, bytesTotal: 2 };
    expect(overallProgress('swap', drilling)).toBe(16);
    expect(overallProgress('swap', { phase: 'verifying', ...NONE }, true)).toBe(33);
    expect(overallProgress('swap', { phase: 'verifying', ...NONE })).toBe(0);
  });

  it.each<[RestorePhase, object, number]>([
    ['loading', { bytesDone: 50, bytesTotal: 100 }, 54],
    ['loading', { itemsDone: 1, itemsTotal: 3 }, 47],
    ['loading', { bytesDone: 500, bytesTotal: 100 }, 77],
    ['loading', { bytesDone: 5, bytesTotal: 0 }, 32],
    ['loading', { bytesDone: 5 }, 32],
    ['swapping', { itemsDone: 1, itemsTotal: 1 }, 99],
  ])('measures %s with %j as %d', (phase, figures, percent) => {
    expect(overallProgress('swap', { phase, ...NONE, ...figures })).toBe(percent);
  });

  /** Waiting and the first phase both are at 0. */
  function phasesOf(plan: RestorePlan): RestorePhase[] {
    const own = RESTORE_PHASES.filter((phase) => phase in PHASE_WEIGHTS[plan]);
    return ['waiting', ...own, 'done'];
  }
});
