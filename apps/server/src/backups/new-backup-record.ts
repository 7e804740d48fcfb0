/** Records as they begin: asked for, or found on the storage. */

import type { BackupTrigger, BackupType } from '@holdfast/contract';
import type { BackupRecord } from '@holdfast/catalog';
import type { Application, FoundPackage } from '@holdfast/engine';

import { componentViewsOf } from './manifest-views.js';

export interface BackupOrder {
  application: Application;
  type: BackupType;
  trigger: BackupTrigger;
  description: string | null;
  requestedBy: string;
}

export function newBackupRecord(id: string, order: BackupOrder, createdAt: Date): BackupRecord {
  const { appId, name, workspaceId } = order.application;
  return {
    ...UNFINISHED,
    id,
    appId,
    appName: name,
    workspaceId,
    type: order.type,
    trigger: order.trigger,
    status: 'pending',
    description: order.description,
    requestedBy: order.requestedBy,
    createdAt: createdAt.toISOString(),
  };
}

/** A whole package that the catalog did not know: it is listed again, but nothing is claimed that was not seen. */
export function importedRecord({
  manifest,
  authenticity,
  path,
  sizeBytes,
  checksum,
}: FoundPackage): BackupRecord {
  const { backupId, appId, appName, workspaceId, type, trigger, description } = manifest;
  const { createdAt, startedAt, completedAt, parentBackupId } = manifest;
  return {
    ...UNFINISHED,
    id: backupId,
    appId,
    appName,
    workspaceId,
    type,
    trigger,
    status: 'success',
    description,
    parentBackupId,
    requestedBy: 'system',
    createdAt,
    startedAt,
    completedAt,
    durationMs: Math.max(0, Date.parse(completedAt) - Date.parse(startedAt)),
    sizeBytes,
    path,
    checksum,
    verificationLevel: 'stored',
    authenticity,
    components: componentViewsOf(manifest),
  };
}

const UNFINISHED = {
  parentBackupId: null,
  startedAt: null,
  completedAt: null,
  durationMs: null,
  sizeBytes: null,
  path: null,
  checksum: null,
  verificationLevel: null,
  verifiedAt: null,
  isPinned: false,
  authenticity: null,
  notes: [],
  copies: [],
  anomalies: [],
  areAnomaliesAcknowledged: false,
  deletionStartedAt: null,
  components: [],
  errorCode: null,
  errorMessage: null,
  errorHint: null,
} satisfies Partial<BackupRecord>;
