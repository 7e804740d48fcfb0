/** What people are told about restores. */

import type { RestoreRecord } from '@holdfast/catalog';

import type { Notification } from '../notifications/notifications.service.js';

const TABLES_SHOWN = 10;

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

export function drillFailed(record: RestoreRecord): Notification {
  return {
    severity: 'alert',
    subjectEn: `Drill of a backup of ${record.appName} failed`,
    subjectZh: `${record.appName} 的恢复演练失败`,
    lines: [
      ...facts(record),
      `Reason: ${record.errorMessage ?? 'unknown'}`,
      ...(record.errorHint === null ? [] : [`What to do: ${record.errorHint}`]),
      'The live data was not involved.',
      '未涉及当前数据。',
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

function facts({ id, backupId, backupCreatedAt, requestedBy, tables, mode }: RestoreRecord): string[] {
  return [
    `${mode === 'drill' ? 'Drill' : 'Restore'}: ${id}`,
    `Backup: ${backupId} of ${backupCreatedAt}`,
    ...(tables.length === 0 ? [] : [`Tables: ${someOf(tables)}`]),
    `Asked for by: ${requestedBy}`,
  ];
}

function someOf(tables: readonly string[]): string {
  const more = tables.length - TABLES_SHOWN;
  return `${tables.slice(0, TABLES_SHOWN).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
