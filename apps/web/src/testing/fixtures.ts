/** Records as the server would answer them, for tests and for looking at the app without a server. */
import type {
  AuditEntryView,
  BackupDetailView,
  BackupView,
  DayView,
  LastBackupView,
  LastDrillView,
  StatusView,
} from '@holdfast/contract';

export const APP_NAME = 'Shop';

const NEXT_DRILL = '2026-11-27T04:00:00.000Z';

export function makeBackup(overrides: Partial<BackupView> = {}): BackupView {
  return {
    id: 'backup_shop_default_20261121_020000',
    appId: 'default',
    appName: APP_NAME,
    workspaceId: 'default',
    type: 'full',
    parentBackupId: null,
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
    authenticity: 'own',
    copies: [],
    notes: [],
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

export function makeLastDrill(overrides: Partial<LastDrillView> = {}): LastDrillView {
  return {
    restoreId: 'drill_20261120_040000',
    backupId: 'backup_shop_default_20261121_020000',
    time: '2026-11-20T04:01:10.000Z',
    status: 'success',
    recoverySeconds: 42,
    ...overrides,
  };
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
    recovery: {
      provenTo: 'matched',
      measuredRestoreSeconds: 42,
      lastDrill: makeLastDrill(),
      nextDrill: NEXT_DRILL,
    },
    alerts: [],
    encryption: {
      isEnabled: true,
      keyId: 'k-2026-10',
      keyringPath: '/var/lib/holdfast.keyring/keyring.json',
    },
    ...overrides,
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
