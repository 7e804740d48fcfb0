/** Records that fit their schemas, for tests. */

import type { AuditRecord, BackupRecord, SettingsRecord } from '../records.js';

export function sampleBackup(overrides: Partial<BackupRecord> = {}): BackupRecord {
  return {
    id: 'backup_shop_main_20260101_030000',
    appId: 'shop',
    appName: 'Shop 商店 "quoted"\nsecond line',
    workspaceId: 'main',
    type: 'full',
    trigger: 'manual',
    status: 'pending',
    description: null,
    parentBackupId: null,
    requestedBy: 'admin@example.org',
    createdAt: '2026-01-01T03:00:00.000Z',
    startedAt: null,
    completedAt: null,
    durationMs: null,
    sizeBytes: 0,
    path: null,
    checksum: null,
    verificationLevel: null,
    verifiedAt: null,
    isPinned: false,
    authenticity: null,
    notes: [],
    copies: [],
    anomalies: [{ code: 'SHRUNK', severity: 'warning', message: 'Fewer rows', hint: null }],
    areAnomaliesAcknowledged: false,
    deletionStartedAt: null,
    components: [],
    errorCode: null,
    errorMessage: null,
    errorHint: null,
    ...overrides,
  };
}

export function sampleSettings(): SettingsRecord {
  return {
    id: 'settings',
    backup: {
      isEnabled: true,
      cron: '0 3 * * *',
      timezone: 'UTC',
      retentionDays: 30,
      retentionCount: null,
      type: 'full',
      maxChainLength: 7,
    },
    drill: { isEnabled: true, cron: '0 4 * * 0', assertions: [] },
    restore: { undoHours: 24 },
    notifications: { emailNotificationsEnabled: false, notificationRecipients: [] },
    scheduler: { isRunning: true },
  };
}

export function sampleAuditEntry(
  target = 'backup_1',
): Omit<AuditRecord, 'sequence' | 'previousHash' | 'hash'> {
  return {
    at: '2026-01-01T03:00:00.000Z',
    actor: 'admin@example.org',
    action: 'backup.create',
    target,
    outcome: 'success',
    ip: '127.0.0.1',
    details: { zeta: 1, alpha: 'line\u2028separator\r\n"quoted"', isForced: false, reason: null },
  };
}
