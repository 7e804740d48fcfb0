/** Restores, previews and drills as the server would answer them. */
import type { DrillReport, PreviewReport, RestoreReport, RestoreView } from '@holdfast/contract';

import { APP_NAME } from './fixtures.js';

export function makeReport(overrides: Partial<RestoreReport> = {}): RestoreReport {
  return {
    strategy: 'swap',
    phases: [
      { phase: 'verifying', startedAt: '2026-11-21T03:00:00.000Z', durationMs: 8_200 },
      { phase: 'preflight', startedAt: '2026-11-21T03:00:08.000Z', durationMs: 410 },
      { phase: 'safety-snapshot', startedAt: '2026-11-21T03:00:09.000Z', durationMs: 14_000 },
      { phase: 'loading', startedAt: '2026-11-21T03:00:23.000Z', durationMs: 17_300 },
      { phase: 'comparing', startedAt: '2026-11-21T03:00:40.000Z', durationMs: 4_900 },
      { phase: 'swapping', startedAt: '2026-11-21T03:00:45.000Z', durationMs: 180 },
    ],
    tables: [
      { name: 'public.orders', expectedRows: 1_000_000, actualRows: 1_000_000, isEqual: true },
      { name: 'public.customers', expectedRows: 204_500, actualRows: 204_500, isEqual: true },
    ],
    comparedTables: 2,
    comparedRows: 1_204_500,
    comparedLargeObjects: 4,
    comparedSequences: 2,
    comparedObjects: 37,
    refusedMs: 180,
    restoredTables: [],
    safetySnapshotId: 'snapshot_before_restore_shop_default_20261121_030009',
    notes: [],
    ...overrides,
  };
}

export function makeRestore(overrides: Partial<RestoreView> = {}): RestoreView {
  return {
    id: 'restore_20261121_030000',
    backupId: 'backup_shop_default_20261121_020000',
    backupCreatedAt: '2026-11-21T02:00:00.000Z',
    appId: 'default',
    appName: APP_NAME,
    mode: 'apply',
    strategy: 'swap',
    tables: [],
    tablePlacement: null,
    destinationId: null,
    status: 'running',
    phase: 'loading',
    progress: 48,
    detail: { bytesDone: 512_000_000, bytesTotal: 1_234_567_890, itemsDone: 41, itemsTotal: 97 },
    message: '',
    createdAt: '2026-11-21T03:00:00.000Z',
    startedAt: '2026-11-21T03:00:00.000Z',
    completedAt: null,
    requestedBy: 'admin@example.com',
    errorCode: null,
    errorMessage: null,
    errorHint: null,
    report: null,
    preview: null,
    drill: null,
    undo: noUndo(),
    ...overrides,
  };
}

export function noUndo(): RestoreView['undo'] {
  return { isAvailable: false, expiresAt: null, keptSizeBytes: null, keptDatabaseName: null, undoneAt: null };
}

export function makeFinishedRestore(overrides: Partial<RestoreView> = {}): RestoreView {
  return makeRestore({
    status: 'success',
    phase: 'done',
    progress: 100,
    detail: null,
    completedAt: '2026-11-21T03:00:45.000Z',
    report: makeReport(),
    undo: {
      isAvailable: true,
      expiresAt: '2026-11-22T03:00:45.000Z',
      keptSizeBytes: 4_400_000_000,
      keptDatabaseName: 'shop_before_restore',
      undoneAt: null,
    },
    ...overrides,
  });
}

export function makePreviewReport(overrides: Partial<PreviewReport> = {}): PreviewReport {
  return {
    takenAt: '2026-11-21T03:00:09.000Z',
    isExact: false,
    canRestore: true,
    notes: [],
    liveSessions: 3,
    space: { neededBytes: 4_400_000_000, freeBytes: 80_000_000_000 },
    estimate: { seconds: 65, basis: 'this-application', runs: 4 },
    tables: [
      { name: 'public.orders', backupRows: 1_000_000, liveRows: 1_000_412, change: 'different' },
      { name: 'public.customers', backupRows: 204_500, liveRows: 204_500, change: 'same-count' },
      { name: '"Sales"."Quarterly report"', backupRows: 11, liveRows: null, change: 'appears' },
      { name: 'public.coupons', backupRows: null, liveRows: 75, change: 'vanishes' },
    ],
    ...overrides,
  };
}

export function makePreview(overrides: Partial<PreviewReport> = {}): RestoreView {
  return makeRestore({
    id: 'preview_20261121_030000',
    mode: 'preview',
    status: 'success',
    phase: 'done',
    progress: 100,
    detail: null,
    completedAt: '2026-11-21T03:00:09.000Z',
    preview: makePreviewReport(overrides),
  });
}

export function makeDrillReport(overrides: Partial<DrillReport> = {}): DrillReport {
  return {
    level: 'matched',
    recoveryMs: 42_300,
    server: { kind: 'throw-away', version: '15.14' },
    phases: [
      { phase: 'verifying', startedAt: '2026-11-20T04:00:00.000Z', durationMs: 8_200 },
      { phase: 'starting-server', startedAt: '2026-11-20T04:00:08.000Z', durationMs: 2_100 },
      { phase: 'loading', startedAt: '2026-11-20T04:00:10.000Z', durationMs: 27_300 },
      { phase: 'comparing', startedAt: '2026-11-20T04:00:37.000Z', durationMs: 4_900 },
      { phase: 'asserting', startedAt: '2026-11-20T04:00:42.000Z', durationMs: 40 },
    ],
    tables: makeReport().tables,
    comparedTables: 2,
    comparedRows: 1_204_500,
    comparedLargeObjects: 4,
    comparedSequences: 1,
    comparedObjects: 37,
    assertions: [
      {
        name: 'There are orders of this month',
        sql: "SELECT count(*) > 0 FROM orders WHERE created_at >= date_trunc('month', now())",
        isTrue: true,
        message: null,
        durationMs: 12,
      },
    ],
    notes: [],
    ...overrides,
  };
}

export function makeDrill(overrides: Partial<RestoreView> = {}): RestoreView {
  return makeRestore({
    id: 'drill_20261120_040000',
    mode: 'drill',
    status: 'success',
    phase: 'done',
    progress: 100,
    detail: null,
    createdAt: '2026-11-20T04:00:00.000Z',
    startedAt: '2026-11-20T04:00:00.000Z',
    completedAt: '2026-11-20T04:01:10.000Z',
    requestedBy: 'system',
    drill: makeDrillReport(),
    ...overrides,
  });
}
