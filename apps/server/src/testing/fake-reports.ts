/** What the fake engine reports where a test does not say otherwise. */

import type { DestinationTestView, DrillReport, PreviewReport } from '@holdfast/contract';

export function emptyDrill(): DrillReport {
  return {
    level: 'matched',
    recoveryMs: 12_000,
    server: { kind: 'throw-away', version: '15.18' },
    phases: [],
    tables: [],
    comparedTables: 1,
    comparedRows: 3,
    comparedLargeObjects: 0,
    comparedSequences: 0,
    comparedObjects: 1,
    assertions: [],
    notes: [],
  };
}

export function emptyPreview(): PreviewReport {
  return {
    takenAt: '2026-03-10T02:00:00.000Z',
    isExact: false,
    canRestore: true,
    notes: [],
    liveSessions: 1,
    space: { neededBytes: 400, freeBytes: null },
    estimate: null,
    tables: [{ name: 'public.customer', backupRows: 3, liveRows: 2, change: 'different' }],
  };
}

export function passedTest(): DestinationTestView {
  return {
    ok: true,
    steps: [{ name: 'connect', ok: true, durationMs: 1, message: null, hint: null }],
    supports: { conditionalWrites: true, checksums: null },
  };
}
