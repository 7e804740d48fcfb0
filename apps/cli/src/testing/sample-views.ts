/** What a console answers, in the contract's types. */

import type {
  AuditEntryView,
  BackupDetailView,
  Page,
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
      safetySnapshotId: 'snapshot_before_restore_shop_default_20261121_020000',
      notes: [],
    },
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
    recovery: { provenTo: 'readable', measuredRestoreSeconds: 61 },
    alerts: [],
    encryption: { isEnabled: true, keyId: 'age1…', keyringPath: '/backups.keyring' },
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
