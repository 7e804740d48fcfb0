/** Backups: states, types and the record that clients see. */

import type { ComponentKind, ProblemNote } from './application.js';
import type { ErrorCode } from './error-codes.js';

export const BACKUP_STATUSES = ['pending', 'running', 'success', 'failed', 'canceled'] as const;
export type BackupStatus = (typeof BACKUP_STATUSES)[number];

/** The states that a backup may move to from each state; an empty list is final. */
export const BACKUP_TRANSITIONS: Readonly<Record<BackupStatus, readonly BackupStatus[]>> = {
  pending: ['running', 'failed', 'canceled'],
  running: ['success', 'failed', 'canceled'],
  success: [],
  failed: [],
  canceled: [],
};

export const BACKUP_TYPES = ['full', 'differential', 'incremental'] as const;
export type BackupType = (typeof BACKUP_TYPES)[number];

export const BACKUP_TRIGGERS = ['schedule', 'manual', 'api', 'pre-restore'] as const;
export type BackupTrigger = (typeof BACKUP_TRIGGERS)[number];

/** From weakest to strongest. A level includes all before it. */
export const VERIFICATION_LEVELS = ['stored', 'hashed', 'readable', 'restored', 'matched'] as const;
export type VerificationLevel = (typeof VERIFICATION_LEVELS)[number];

export const BACKUP_PHASES = ['waiting', 'preparing', 'dumping', 'reading-back', 'publishing'] as const;
export type BackupPhase = (typeof BACKUP_PHASES)[number];

export interface BackupProgressView {
  phase: BackupPhase;
  /** Bytes handled in this phase. */
  bytesDone: number;
  /** Bytes this phase will handle, where that is known exactly; else null. */
  bytesTotal: number | null;
}

export interface BackupComponentView {
  name: string;
  kind: ComponentKind;
  databaseName: string;
  engineVersion: string;
  toolVersion: string;
  /** Stored bytes: compressed and, where asked for, encrypted. */
  sizeBytes: number;
  /** Bytes of the raw dump. */
  rawSizeBytes: number;
  sha256: string;
  isEncrypted: boolean;
  tableCount: number;
  rowCount: number;
}

export interface BackupView {
  id: string;
  appId: string;
  appName: string;
  workspaceId: string;
  type: BackupType;
  trigger: BackupTrigger;
  status: BackupStatus;
  description: string | null;
  createdAt: string;
  startedAt: string | null;
  completedAt: string | null;
  durationMs: number | null;
  /** Stored bytes of all components; null until known. */
  sizeBytes: number | null;
  /** Where the package lies, e.g. an absolute directory; null until published. */
  path: string | null;
  /** SHA-256 of `SHA256SUMS`, which covers every object of the package. */
  checksum: string | null;
  verificationLevel: VerificationLevel | null;
  verifiedAt: string | null;
  isPinned: boolean;
  /** Findings that did not stop the backup, such as a table that shrank to nothing. */
  anomalies: ProblemNote[];
  /** Whether somebody has looked at the anomalies; until then retention stands still. */
  areAnomaliesAcknowledged: boolean;
  components: BackupComponentView[];
  progress: BackupProgressView | null;
  errorCode: ErrorCode | null;
  errorMessage: string | null;
  errorHint: string | null;
}

export interface TableView {
  /** `schema.table`, quoted as in SQL. */
  name: string;
  rows: number;
  bytes: number;
}

/** `GET backups/:id`: the record and what the fingerprint says of each table. */
export interface BackupDetailView extends BackupView {
  tables: TableView[];
}

export interface CreateBackupBody {
  appId?: string;
  type?: BackupType;
  description?: string;
}

export interface AcceptedView {
  id: string;
  status: 'pending' | 'running';
}

export interface BackupQuery {
  appId?: string;
  status?: BackupStatus;
  type?: BackupType;
  from?: string;
  to?: string;
  limit?: number;
  offset?: number;
}
