/** What the catalog keeps. Status words and ids are the contract's. */

import type {
  Assertion,
  AuditAction,
  BackupComponentView,
  BackupStatus,
  BackupTrigger,
  BackupType,
  DestinationKind,
  DrillReport,
  ErrorCode,
  PackageAuthenticity,
  PreviewReport,
  ProblemNote,
  RestoreMode,
  RestorePhase,
  RestoreReport,
  RestoreStatus,
  RestoreStrategy,
  S3Address,
  TablePlacement,
  VerificationLevel,
} from '@holdfast/contract';

export interface BackupRecord {
  id: string;
  appId: string;
  appName: string;
  workspaceId: string;
  type: BackupType;
  trigger: BackupTrigger;
  status: BackupStatus;
  description: string | null;
  parentBackupId: string | null;
  requestedBy: string;
  createdAt: string;
  startedAt: string | null;
  completedAt: string | null;
  durationMs: number | null;
  sizeBytes: number | null;
  path: string | null;
  checksum: string | null;
  verificationLevel: VerificationLevel | null;
  verifiedAt: string | null;
  isPinned: boolean;
  authenticity: PackageAuthenticity | null;
  /** Good to know, such as why it became a full backup. */
  notes: ProblemNote[];
  copies: CopyRecord[];
  anomalies: ProblemNote[];
  areAnomaliesAcknowledged: boolean;
  /** Set before the first byte is deleted, so that an interrupted deletion is resumed. */
  deletionStartedAt: string | null;
  components: BackupComponentView[];
  errorCode: ErrorCode | null;
  errorMessage: string | null;
  errorHint: string | null;
}

/** A package in one further destination. `sending` is never kept: what was cut off is `waiting` again. */
export interface CopyRecord {
  destinationId: string;
  state: 'waiting' | 'stored' | 'failed';
  location: string | null;
  sizeBytes: number | null;
  storedAt: string | null;
  errorCode: ErrorCode | null;
  errorMessage: string | null;
  errorHint: string | null;
}

export interface DestinationRecord {
  id: string;
  name: string;
  kind: DestinationKind;
  isEnabled: boolean;
  s3: S3Address | null;
  /** Encrypted with age to the keyring, base64; null where there is none. */
  encryptedSecret: string | null;
  path: string | null;
  createdAt: string;
}

/** Where a table-level restore keeps the previous content; see the engine's TablesReplacement. */
export interface TablesReplacementRecord {
  componentName: string;
  keptSchema: string;
  tables: { name: string; placedAs: string; keptAs: string | null }[];
}

/** The names that a restore by swap works with; see the engine's DatabaseReplacement. */
export interface ReplacementRecord {
  componentName: string;
  liveName: string;
  besideName: string;
  keptName: string;
  undoneName: string;
}

export interface RestoreRecord {
  id: string;
  backupId: string;
  backupCreatedAt: string;
  appId: string;
  appName: string;
  mode: RestoreMode;
  strategy: RestoreStrategy;
  status: RestoreStatus;
  phase: RestorePhase;
  requestedBy: string;
  createdAt: string;
  startedAt: string | null;
  completedAt: string | null;
  errorCode: ErrorCode | null;
  errorMessage: string | null;
  errorHint: string | null;
  report: RestoreReport | null;
  preview: PreviewReport | null;
  drill: DrillReport | null;
  tables: string[];
  tablePlacement: TablePlacement | null;
  destinationId: string | null;
  /** Where the strategy is `tables`; recorded before anything is created. */
  tablesReplacements: TablesReplacementRecord[];
  /** Recorded before anything is created on the server. */
  replacements: ReplacementRecord[];
  /** Until when the kept database can be swapped back in; null where nothing is kept. */
  undoExpiresAt: string | null;
  undoneAt: string | null;
  /** Whether databases of this restore still stand beside the live one. */
  hasKeptDatabases: boolean;
}

export interface UserRecord {
  id: string;
  email: string;
  role: 'admin';
  /** argon2id. */
  passwordHash: string;
  createdAt: string;
}

export interface SessionRecord {
  /** SHA-256 of the cookie's token. */
  id: string;
  userId: string;
  createdAt: string;
  expiresAt: string;
}

export interface ApiKeyRecord {
  id: string;
  name: string;
  prefix: string;
  /** SHA-256 of the key. */
  keyHash: string;
  createdBy: string;
  createdAt: string;
  lastUsedAt: string | null;
}

export interface SettingsRecord {
  id: 'settings';
  backup: {
    isEnabled: boolean;
    cron: string;
    timezone: string;
    retentionDays: number;
    retentionCount: number | null;
    type: BackupType;
    maxChainLength: number;
  };
  drill: { isEnabled: boolean; cron: string; assertions: Assertion[] };
  restore: { undoHours: number };
  notifications: { emailNotificationsEnabled: boolean; notificationRecipients: string[] };
  scheduler: { isRunning: boolean };
}

export interface AuditRecord {
  sequence: number;
  at: string;
  actor: string;
  action: AuditAction;
  target: string | null;
  outcome: 'success' | 'failure';
  ip: string | null;
  details: Record<string, string | number | boolean | null>;
  /** SHA-256 of the entry before; 64 zeros for the first. */
  previousHash: string;
  /** SHA-256 of this entry without this field. */
  hash: string;
}
