/** What a console answers, in the contract's types. */

import type {
  AuditEntryView,
  BackupDetailView,
  DrillReport,
  Page,
  PreviewReport,
  RestoreView,
  SchedulerView,
  StatusView,
} from '@holdfast/contract';

export const BACKUP_ID = 'backup_shop_default_20261120_020000';
export const RESTORE_ID = '20261121020000_ab12';

export function backupView(changes: Partial<BackupDetailView> = {}): BackupDetailView {
  return {
    id: BACKUP_ID,
    appId: 'default',
    appName: 'Shop CRM',
    workspaceId: 'default',
    type: 'full',
    parentBackupId: null,
    trigger: 'schedule',
    status: 'success',
    description: null,
    createdAt: '2026-11-20T02:00:00.000Z',
    startedAt: '2026-11-20T02:00:00.100Z',
    completedAt: '2026-11-20T02:00:04.100Z',
    durationMs: 4000,
    sizeBytes: 1536,
    path: '/backups/packages/default',
    checksum: 'abc123',
    verificationLevel: 'readable',
    verifiedAt: '2026-11-20T02:00:05.000Z',
    isPinned: false,
    authenticity: 'own',
    copies: [],
    notes: [],
    anomalies: [],
    areAnomaliesAcknowledged: false,
    components: [],
    progress: null,
    errorCode: null,
    errorMessage: null,
    errorHint: null,
    tables: [{ name: 'public.customers', rows: 42, bytes: 2048 }],
    ...changes,
  };
}

export function restoreView(changes: Partial<RestoreView> = {}): RestoreView {
  return {
    id: RESTORE_ID,
    backupId: BACKUP_ID,
    backupCreatedAt: '2026-11-20T02:00:00.000Z',
    appId: 'default',
    appName: 'Shop CRM',
    mode: 'apply',
    strategy: 'swap',
    tables: [],
    tablePlacement: null,
    destinationId: null,
    status: 'success',
    phase: 'done',
    progress: 100,
    detail: null,
    message: '',
    createdAt: '2026-11-21T02:00:00.000Z',
    startedAt: '2026-11-21T02:00:00.000Z',
    completedAt: '2026-11-21T02:01:00.000Z',
    requestedBy: 'api-key:script',
    errorCode: null,
    errorMessage: null,
    errorHint: null,
    report: {
      strategy: 'swap',
      phases: [{ phase: 'loading', startedAt: '2026-11-21T02:00:10.000Z', durationMs: 12_300 }],
      tables: [{ name: 'public.customers', expectedRows: 42, actualRows: 42, isEqual: true }],
      comparedTables: 1,
      comparedRows: 42,
      comparedLargeObjects: 0,
      comparedSequences: 1,
      comparedObjects: 3,
      refusedMs: 85,
      restoredTables: [],
      safetySnapshotId: 'snapshot_before_restore_shop_default_20261121_020000',
      notes: [],
    },
    preview: null,
    drill: null,
    undo: {
      isAvailable: true,
      expiresAt: '2026-11-22T02:01:00.000Z',
      keptSizeBytes: 8 * 1024 ** 2,
      keptDatabaseName: 'shop_hf_kept',
      undoneAt: null,
    },
    ...changes,
  };
}

export function runningRestore(changes: Partial<RestoreView> = {}): RestoreView {
  const undo = { ...restoreView().undo, isAvailable: false, expiresAt: null };
  return restoreView({
    status: 'running',
    phase: 'loading',
    completedAt: null,
    report: null,
    undo,
    ...changes,
  });
}

export function statusView(changes: Partial<StatusView> = {}): StatusView {
  const { id, createdAt: time, sizeBytes, path } = backupView();
  const last = {
    id,
    time,
    status: 'success',
    sizeBytes,
    path,
    errorCode: null,
    error: null,
    hint: null,
  } as const;
  return {
    appId: 'default',
    appName: 'Shop CRM',
    lastBackup: last,
    lastGoodBackup: last,
    runningBackupId: null,
    runningRestoreId: null,
    nextRun: '2026-11-21T02:00:00.000Z',
    timezone: 'UTC',
    storage: { path: '/backups', usedBytes: 4096, quotaBytes: null, freeBytes: 10 * 1024 ** 3 },
    days: [],
    recovery: { provenTo: 'readable', measuredRestoreSeconds: 61, lastDrill: null, nextDrill: null },
    alerts: [],
    encryption: { isEnabled: true, keyId: 'age1…', keyringPath: '/backups.keyring' },
    ...changes,
  };
}

export function previewReport(changes: Partial<PreviewReport> = {}): PreviewReport {
  return {
    takenAt: '2026-11-21T02:00:00.000Z',
    isExact: false,
    canRestore: true,
    notes: [],
    liveSessions: 2,
    space: { neededBytes: 4096, freeBytes: null },
    estimate: { seconds: 61, basis: 'this-application', runs: 3 },
    tables: [
      { name: 'public.customers', backupRows: 42, liveRows: 40, change: 'different' },
      { name: 'public.orders', backupRows: 7, liveRows: null, change: 'appears' },
      { name: 'public.quiet', backupRows: 5, liveRows: 5, change: 'same-count' },
    ],
    ...changes,
  };
}

export function drillReport(changes: Partial<DrillReport> = {}): DrillReport {
  return {
    level: 'matched',
    recoveryMs: 12_300,
    server: { kind: 'throw-away', version: '15.18' },
    phases: [],
    tables: [],
    comparedTables: 1,
    comparedRows: 42,
    comparedLargeObjects: 0,
    comparedSequences: 1,
    comparedObjects: 3,
    assertions: [
      { name: 'orders are there', sql: 'select true', isTrue: true, message: null, durationMs: 1 },
    ],
    notes: [],
    ...changes,
  };
}

export function schedulerView(changes: Partial<SchedulerView> = {}): SchedulerView {
  const nextRun = '2026-11-21T02:00:00.000Z';
  return { isRunning: true, cron: '0 0 2 * * *', timezone: 'UTC', nextRun, lastRun: null, ...changes };
}

export function auditPage(...items: Partial<AuditEntryView>[]): Page<AuditEntryView> {
  const entry: AuditEntryView = {
    sequence: 7,
    at: '2026-11-21T02:00:00.000Z',
    actor: 'api-key:script',
    action: 'backup.verify',
    target: BACKUP_ID,
    outcome: 'success',
    ip: null,
    details: {},
  };
  return { items: items.map((item) => ({ ...entry, ...item })), total: items.length, limit: 50, offset: 0 };
}
