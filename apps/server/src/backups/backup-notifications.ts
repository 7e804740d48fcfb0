/** What people are told about backups. */

import type { BackupRecord } from '@holdfast/catalog';

import type { Notification } from '../notifications/notifications.service.js';

export function backupFailed(record: BackupRecord): Notification {
  return {
    severity: 'alert',
    subjectEn: `Backup of ${record.appName} failed`,
    subjectZh: `${record.appName} 备份失败`,
    lines: [
      `Backup: ${record.id}`,
      `Reason: ${record.errorMessage ?? 'unknown'}`,
      ...hintLine(record.errorHint),
    ],
  };
}

export function anomaliesFound(record: BackupRecord): Notification {
  return {
    severity: 'alert',
    subjectEn: `Backup of ${record.appName} looks unusual`,
    subjectZh: `${record.appName} 的备份存在异常`,
    lines: [
      `Backup: ${record.id}`,
      ...record.anomalies.flatMap(({ message, hint }) => [message, ...hintLine(hint)]),
      'Old backups are not cleaned up until you acknowledge this in the console.',
      '在控制台确认之前，系统不会清理旧备份。',
    ],
  };
}

export function verificationFailed(record: BackupRecord, reason: string): Notification {
  return {
    severity: 'alert',
    subjectEn: `A backup of ${record.appName} is damaged`,
    subjectZh: `${record.appName} 的备份已损坏`,
    lines: [`Backup: ${record.id}`, `Reason: ${reason}`, 'Make a new backup, and check the storage.'],
  };
}

export function copyFailed(record: BackupRecord, destination: string, reason: string): Notification {
  return {
    severity: 'alert',
    subjectEn: `A backup of ${record.appName} could not be sent to ${destination}`,
    subjectZh: `${record.appName} 的备份未能发送到 ${destination}`,
    lines: [
      `Backup: ${record.id}`,
      `Reason: ${reason}`,
      'The package in the console’s own storage is as good as before. It is tried again after the next backup.',
      '控制台本地的备份包完好无损。下次备份后会再次尝试发送。',
    ],
  };
}

export function packagesMissing(ids: readonly string[]): Notification {
  return {
    severity: 'alert',
    subjectEn: 'Backups have vanished from the storage',
    subjectZh: '存储中的备份已丢失',
    lines: [...ids.map((id) => `Backup: ${id}`), 'Check the storage, and make a new backup.'],
  };
}

function hintLine(hint: string | null): string[] {
  return hint === null ? [] : [`What to do: ${hint}`];
}
