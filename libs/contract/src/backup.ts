/** Backups: states, types and the record that clients see. */

import type { ComponentKind, ProblemNote } from './application.js';
import type { PackageCopyView } from './destination.js';
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

/** Who signed the package: this installation (a key of its keyring), somebody else, or nobody. */
export const PACKAGE_AUTHENTICITIES = ['own', 'foreign', 'unsigned'] as const;
export type PackageAuthenticity = (typeof PACKAGE_AUTHENTICITIES)[number];

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
  /** The backup that this one cannot be restored without; null for a full one. */
  parentBackupId: string | null;
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
  authenticity: PackageAuthenticity | null;
  /** The further destinations that hold it or shall hold it; the storage of the console is not among them. */
  copies: PackageCopyView[];
  /** What is good to know, such as why it became a full backup though a differential one was asked for. */
  notes: ProblemNote[];
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

/** `matched` and `restored` are reached by a drill; left out: `readable`. */
export interface VerifyBackupBody {
  level?: Exclude<VerificationLevel, 'stored'>;
}

/** `POST backups/:id/download-url`: works without a login until it expires. */
export interface DownloadUrlView {
  url: string;
  expiresAt: string;
}

/** Query of `POST backups/import`, whose body is the tar. */
export interface ImportBackupQuery {
  /** Needed for a package that this installation did not sign. */
  acknowledgeForeign?: boolean;
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
