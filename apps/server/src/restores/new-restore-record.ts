/** A restore's record as it begins. */

import { randomBytes } from 'node:crypto';

import type { RestoreStrategy } from '@holdfast/contract';
import type { BackupRecord, RestoreRecord } from '@holdfast/catalog';

export interface RestoreOrder {
  backup: BackupRecord;
  appName: string;
  strategy: RestoreStrategy;
  requestedBy: string;
}

/** Short: it becomes part of database names, which are at most 63 bytes long. */
export function newRestoreId(now: Date): string {
  const stamp = now.toISOString().slice(0, 19).replace(/[-:T]/g, '');
  return `${stamp}_${randomBytes(2).toString('hex')}`;
}

export function newRestoreRecord(id: string, order: RestoreOrder, now: Date): RestoreRecord {
  const { backup, appName, strategy, requestedBy } = order;
  return {
    id,
    backupId: backup.id,
    backupCreatedAt: backup.createdAt,
    appId: backup.appId,
    appName,
    mode: 'apply',
    strategy,
    status: 'pending',
    phase: 'waiting',
    requestedBy,
    createdAt: now.toISOString(),
    startedAt: null,
    completedAt: null,
    errorCode: null,
    errorMessage: null,
    errorHint: null,
    report: null,
    replacements: [],
    undoExpiresAt: null,
    undoneAt: null,
    hasKeptDatabases: false,
  };
}
