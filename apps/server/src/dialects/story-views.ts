/** Our records in the words of the first dialect. Words are mapped here and never stored. */

import type { BackupStatus, RestoreStatus, RestoreView, StatusView } from '@holdfast/contract';
import type { BackupRecord } from '@holdfast/catalog';

export interface StoryBackup {
  id: string;
  timestamp: string;
  status: BackupStatus;
  fileSize: number;
  filePath: string;
  checksum: string;
  workspaceId: string;
  databaseName: string;
  errorMessage?: string;
}

export interface StoryRestoreStatus {
  restoreId: string;
  status: 'running' | 'completed' | 'failed';
  progress: number;
  message: string;
  startedAt: string;
  completedAt?: string;
  errorMessage?: string;
}

export interface StoryStatus {
  lastBackupTime: string | null;
  lastBackupStatus: BackupStatus | null;
  lastBackupFileSize: number | null;
  lastBackupFilePath: string | null;
  lastBackupError: string | null;
  nextRun: string | null;
}

const RESTORE_WORDS: Record<RestoreStatus, StoryRestoreStatus['status']> = {
  pending: 'running',
  running: 'running',
  success: 'completed',
  failed: 'failed',
  canceled: 'failed',
};

/** @param databaseName of the application, for backups that never got as far as to know it. */
export function storyBackupOf(record: BackupRecord, databaseName: string): StoryBackup {
  return {
    id: record.id,
    timestamp: record.createdAt,
    status: record.status,
    fileSize: record.sizeBytes ?? 0,
    filePath: record.path ?? '',
    checksum: record.checksum ?? '',
    workspaceId: record.workspaceId,
    databaseName: record.components[0]?.databaseName ?? databaseName,
    ...(record.errorMessage === null ? {} : { errorMessage: record.errorMessage }),
  };
}

export function storyRestoreOf(view: RestoreView): StoryRestoreStatus {
  return {
    restoreId: view.id,
    status: RESTORE_WORDS[view.status],
    progress: view.progress,
    message: view.message,
    startedAt: view.startedAt ?? view.createdAt,
    ...(view.completedAt === null ? {} : { completedAt: view.completedAt }),
    ...(view.errorMessage === null ? {} : { errorMessage: view.errorMessage }),
  };
}

export function storyStatusOf({ lastBackup, nextRun }: StatusView): StoryStatus {
  return {
    lastBackupTime: lastBackup?.time ?? null,
    lastBackupStatus: lastBackup?.status ?? null,
    lastBackupFileSize: lastBackup?.sizeBytes ?? null,
    lastBackupFilePath: lastBackup?.path ?? null,
    lastBackupError: lastBackup?.error ?? null,
    nextRun,
  };
}
