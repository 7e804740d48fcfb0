import { RESTORE_PHASES, type RestorePhase } from '@holdfast/contract';
import { describe, expect, it } from '@jest/globals';

import { overallProgress, PHASE_WEIGHTS } from './restore-phases.js';

const NONE = { bytesDone: null, bytesTotal: null, itemsDone: null, itemsTotal: null };

describe('The progress of a restore', () => {
  it('has weights that sum up to 100', () => {
    expect(Object.values(PHASE_WEIGHTS).reduce((sum, weight) => sum + weight, 0)).toBe(100);
  });

  it('grows from phase to phase and is 100 only when all is done', () => {
    const percents = RESTORE_PHASES.map((phase) => overallProgress({ phase, ...NONE }));
    expect(percents).toEqual([0, 0, 10, 12, 32, 77, 97, 100]);
  });

  it.each<[RestorePhase, object, number]>([
    ['loading', { bytesDone: 50, bytesTotal: 100 }, 54],
    ['loading', { itemsDone: 1, itemsTotal: 3 }, 47],
    ['loading', { bytesDone: 500, bytesTotal: 100 }, 77],
    ['loading', { bytesDone: 5, bytesTotal: 0 }, 32],
    ['loading', { bytesDone: 5 }, 32],
    ['swapping', { itemsDone: 1, itemsTotal: 1 }, 99],
  ])('measures %s with %j as %d', (phase, figures, percent) => {
    expect(overallProgress({ phase, ...NONE, ...figures })).toBe(percent);
  });
});
