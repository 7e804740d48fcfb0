import type { PhaseReport, RestorePhase } from '@holdfast/contract';
import { describe, expect, it } from '@jest/globals';

import { estimateFrom, type EstimateOrder, type MeasuredRun } from './restore-estimate.js';

const AT = '2026-03-10T12:00:00.000Z';
const ORDER: EstimateOrder = {
  appId: 'shop',
  strategy: 'swap',
  rawBytes: 2_000,
  loadedBytes: 2_000,
  backupMs: 7_000,
};

describe('The estimate of a restore', () => {
  const restore = run({
    verifying: 1_000,
    preflight: 500,
    'safety-snapshot': 2_000,
    loading: 4_000,
    comparing: 2_000,
    swapping: 500,
  });
  const drill = run({ verifying: 1_000, 'starting-server': 9_000, loading: 4_000, comparing: 2_000 });

  it.each<[string, MeasuredRun[], Partial<EstimateOrder>, object | null]>([
    ['is none where nothing was measured', [], {}, null],
    ['is none where no loading was measured', [run({ verifying: 1_000 })], {}, null],
    ['is none where the size that was measured is unknown', [{ ...restore, rawBytes: 0 }], {}, null],
    ['grows with the size, except for what does not', [restore], {}, { seconds: 19, runs: 1 }],
    ['leaves the swap out where there is none', [restore], { strategy: 'in-place' }, { seconds: 19 }],
    ['takes a safety snapshot to last as long as the backup did', [drill], {}, { seconds: 21 }],
    ['knows nothing of a snapshot where neither was measured', [drill], { backupMs: null }, { seconds: 14 }],
    ['loads fewer bytes where tables are chosen', [restore], { loadedBytes: 200 }, { seconds: 9 }],
    ['goes by this application first', [other(drill), restore], {}, { basis: 'this-application', runs: 1 }],
    ['goes by others where it must', [other(restore)], {}, { basis: 'this-console', runs: 1 }],
    ['rests on the newest runs only', Array<MeasuredRun>(9).fill(restore), {}, { seconds: 19, runs: 5 }],
    ['is never nothing', [run({ loading: 0 })], { backupMs: null }, { seconds: 1 }],
  ])('%s', (_, runs, changes, expected) => {
    const estimate = estimateFrom(runs, { ...ORDER, ...changes });
    if (expected === null) expect(estimate).toBeNull();
    else expect(estimate).toMatchObject(expected);
  });

  function run(durations: Partial<Record<RestorePhase, number>>): MeasuredRun {
    const phases = Object.entries(durations).map(
      ([phase, durationMs]) => ({ phase, durationMs, startedAt: AT }) as PhaseReport,
    );
    return { appId: 'shop', rawBytes: 1_000, phases };
  }

  function other(measured: MeasuredRun): MeasuredRun {
    return { ...measured, appId: 'wiki' };
  }
});
