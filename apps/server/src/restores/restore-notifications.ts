/** What people are told about restores. */

import type { RestoreRecord } from '@holdfast/catalog';

import type { Notification } from '../notifications/notifications.service.js';

export function restoreSucceeded(record: RestoreRecord): Notification {
  const undo = record.undoExpiresAt;
  return {
    severity: 'notice',
    subjectEn: `Data of ${record.appName} restored`,
    subjectZh: `${record.appName} 数据恢复成功`,
    lines: [
      ...facts(record),
      ...(undo === null ? [] : [`It can be undone until ${undo}.`, `可在 ${undo} 之前撤销。`]),
    ],
  };
}

export function restoreFailed(record: RestoreRecord): Notification {
  return {
    severity: 'alert',
    subjectEn: `Restore of ${record.appName} ${record.status === 'canceled' ? 'was canceled' : 'failed'}`,
    subjectZh: `${record.appName} 数据恢复${record.status === 'canceled' ? '已取消' : '失败'}`,
    lines: [
      ...facts(record),
      `Reason: ${record.errorMessage ?? 'unknown'}`,
      ...(record.errorHint === null ? [] : [`What to do: ${record.errorHint}`]),
    ],
  };
}

export function restoreUndone(record: RestoreRecord): Notification {
  return {
    severity: 'notice',
    subjectEn: `Restore of ${record.appName} undone`,
    subjectZh: `${record.appName} 的恢复已撤销`,
    lines: facts(record),
  };
}

function facts({ id, backupId, backupCreatedAt, requestedBy }: RestoreRecord): string[] {
  return [`Restore: ${id}`, `Backup: ${backupId} of ${backupCreatedAt}`, `Asked for by: ${requestedBy}`];
}
