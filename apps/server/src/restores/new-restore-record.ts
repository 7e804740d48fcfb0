/** A restore's record as it begins. */

import { randomBytes } from 'node:crypto';

import type { BackupRecord, RestoreRecord } from '@holdfast/catalog';

import type { RestoreChoice } from './restore-choice.js';

export interface RestoreOrder {
  backup: BackupRecord;
  appName: string;
  choice: RestoreChoice;
  requestedBy: string;
}

/** Short: it becomes part of database names, which are at most 63 bytes long. */
export function newRestoreId(now: Date): string {
  const stamp = now.toISOString().slice(0, 19).replace(/[-:T]/g, '');
  return `${stamp}_${randomBytes(2).toString('hex')}`;
}

export function newRestoreRecord(id: string, order: RestoreOrder, now: Date): RestoreRecord {
  const { backup, appName, choice, requestedBy } = order;
  const { mode, strategy, tables, tablePlacement, destinationId } = choice;
  return {
    ...UNFINISHED,
    id,
    backupId: backup.id,
    backupCreatedAt: backup.createdAt,
    appId: backup.appId,
    appName,
    mode,
    strategy,
    tables,
    tablePlacement,
    destinationId,
    status: 'pending',
    phase: 'waiting',
    requestedBy,
    createdAt: now.toISOString(),
  };
}

const UNFINISHED = {
  startedAt: null,
  completedAt: null,
  errorCode: null,
  errorMessage: null,
  errorHint: null,
  report: null,
  preview: null,
  drill: null,
  replacements: [],
  tablesReplacements: [],
  undoExpiresAt: null,
  undoneAt: null,
  hasKeptDatabases: false,
} satisfies Partial<RestoreRecord>;
