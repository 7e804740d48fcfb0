/** Records as the server would answer them, for tests and for looking at the app without a server. */
import type {
  ApiKeyView,
  AuditEntryView,
  BackupDetailView,
  BackupView,
  DayView,
  LastBackupView,
  RestoreReport,
  RestoreView,
  SchedulerView,
  SettingsView,
  StatusView,
} from '@holdfast/contract';

export const APP_NAME = 'Shop';

export function makeBackup(overrides: Partial<BackupView> = {}): BackupView {
  return {
    id: 'backup_shop_default_20261121_020000',
    appId: 'default',
    appName: APP_NAME,
    workspaceId: 'default',
    type: 'full',
    trigger: 'schedule',
    status: 'success',
    description: null,
    createdAt: '2026-11-21T02:00:00.000Z',
    startedAt: '2026-11-21T02:00:00.000Z',
    completedAt: '2026-11-21T02:03:12.000Z',
    durationMs: 192_000,
    sizeBytes: 1_234_567_890,
    path: '/var/lib/holdfast/default/backup_shop_default_20261121_020000',
    checksum: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    verificationLevel: 'readable',
    verifiedAt: '2026-11-21T02:03:10.000Z',
    isPinned: false,
    anomalies: [],
    areAnomaliesAcknowledged: false,
    components: [makeComponent()],
    progress: null,
    errorCode: null,
    errorMessage: null,
    errorHint: null,
    ...overrides,
  };
}

function makeComponent(): BackupView['components'][number] {
  return {
    name: 'database',
    kind: 'postgres',
    databaseName: 'shop',
    engineVersion: '15.14',
    toolVersion: '15.14',
    sizeBytes: 1_234_560_000,
    rawSizeBytes: 4_321_000_000,
    sha256: 'b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c',
    isEncrypted: true,
    tableCount: 3,
    rowCount: 1_204_511,
  };
}

export function makeFailedBackup(overrides: Partial<BackupView> = {}): BackupView {
  return makeBackup({
    id: 'backup_shop_default_20261120_020000',
    status: 'failed',
    createdAt: '2026-11-20T02:00:00.000Z',
    sizeBytes: null,
    path: null,
    checksum: null,
    verificationLevel: null,
    verifiedAt: null,
    components: [],
    errorCode: 'STORAGE_FULL',
    errorMessage: 'Writing to /var/lib/holdfast stopped after 812 MB: no space left on device.',
    errorHint: 'Free at least 1.3 GB on that disk, or lower the retention days.',
    ...overrides,
  });
}

export function makeDetail(backup: BackupView): BackupDetailView {
  return {
    ...backup,
    tables:
      backup.status === 'success'
        ? [
            { name: 'public.orders', rows: 1_000_000, bytes: 3_100_000_000 },
            { name: 'public.customers', rows: 204_500, bytes: 1_190_000_000 },
            { name: '"Sales"."Quarterly report"', rows: 11, bytes: 16_384 },
          ]
        : [],
  };
}

export function makeLast(backup: BackupView): LastBackupView {
  return {
    id: backup.id,
    time: backup.completedAt ?? backup.createdAt,
    status: backup.status,
    sizeBytes: backup.sizeBytes,
    path: backup.path,
    errorCode: backup.errorCode,
    error: backup.errorMessage,
    hint: backup.errorHint,
  };
}

export function makeDays(failedIndexes: readonly number[] = []): DayView[] {
  return Array.from({ length: 30 }, (_, index) => ({
    date: new Date(Date.UTC(2026, 9, 23 + index)).toISOString().slice(0, 10),
    succeeded: failedIndexes.includes(index) ? 0 : 1,
    failed: failedIndexes.includes(index) ? 1 : 0,
  }));
}

export function makeStatus(overrides: Partial<StatusView> = {}): StatusView {
  return {
    appId: 'default',
    appName: APP_NAME,
    lastBackup: makeLast(makeBackup()),
    lastGoodBackup: makeLast(makeBackup()),
    runningBackupId: null,
    runningRestoreId: null,
    nextRun: '2026-11-22T02:00:00.000Z',
    timezone: 'Asia/Shanghai',
    storage: {
      path: '/var/lib/holdfast',
      usedBytes: 37_000_000_000,
      quotaBytes: null,
      freeBytes: 412_000_000_000,
    },
    days: makeDays(),
    recovery: { provenTo: 'readable', measuredRestoreSeconds: 42 },
    alerts: [],
    encryption: {
      isEnabled: true,
      keyId: 'k-2026-10',
      keyringPath: '/var/lib/holdfast.keyring/keyring.json',
    },
    ...overrides,
  };
}

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

export function makeSettings(): SettingsView {
  return {
    backup: {
      isEnabled: true,
      cron: '0 0 2 * * *',
      timezone: 'Asia/Shanghai',
      retentionDays: 30,
      retentionCount: null,
    },
    restore: { undoHours: 24 },
    notifications: {
      emailNotificationsEnabled: true,
      notificationRecipients: ['admin@example.com'],
      isSmtpConfigured: true,
    },
  };
}

export function makeScheduler(): SchedulerView {
  return {
    isRunning: true,
    cron: '0 0 2 * * *',
    timezone: 'Asia/Shanghai',
    nextRun: '2026-11-22T02:00:00.000Z',
    lastRun: '2026-11-21T02:00:00.000Z',
  };
}

export function makeApiKey(): ApiKeyView {
  return {
    id: 'key-1',
    name: 'nightly script',
    prefix: 'hf_3k9x',
    createdAt: '2026-11-01T09:00:00.000Z',
    lastUsedAt: null,
  };
}

export function makeAuditEntry(overrides: Partial<AuditEntryView> = {}): AuditEntryView {
  return {
    sequence: 1,
    at: '2026-11-21T02:03:12.000Z',
    actor: 'system',
    action: 'backup.create',
    target: 'backup_shop_default_20261121_020000',
    outcome: 'success',
    ip: null,
    details: { sizeBytes: 1_234_567_890 },
    ...overrides,
  };
}
