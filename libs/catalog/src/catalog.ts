/** The metadata store: what every adapter promises. */

import type {
  ApiKeyRecord,
  AuditRecord,
  BackupRecord,
  DestinationRecord,
  RestoreRecord,
  SessionRecord,
  SettingsRecord,
  UserRecord,
} from './records.js';

/**
 * Records of one kind. Promises: when a write resolves it is durable, and a crash at any moment
 * leaves either the state before or the state after it. Writes happen one after another.
 * Records that come out are copies: changing one changes nothing in the store.
 */
export interface Collection<R extends { id: string }> {
  get(id: string): Promise<R | null>;
  /** Newest first where records have `createdAt`. */
  list(where?: (record: R) => boolean): Promise<R[]>;
  /** Throws where the id is taken. */
  insert(record: R): Promise<R>;
  /** Atomic read-change-write; throws where the id is missing. */
  update(id: string, change: (record: R) => R): Promise<R>;
  /** Returns whether it was there. */
  remove(id: string): Promise<boolean>;
}

export interface AuditVerification {
  isIntact: boolean;
  entries: number;
  /** Sequence number of the first entry that does not fit; null where all do. */
  firstBadSequence: number | null;
  message: string;
}

/** Append-only hash chain: an edited, deleted or cut entry is found. */
export interface AuditLog {
  append(entry: Omit<AuditRecord, 'sequence' | 'previousHash' | 'hash'>): Promise<AuditRecord>;
  /** Newest first. */
  list(limit: number, offset: number): Promise<{ items: AuditRecord[]; total: number }>;
  verify(): Promise<AuditVerification>;
}

export interface Catalog {
  readonly backups: Collection<BackupRecord>;
  readonly restores: Collection<RestoreRecord>;
  readonly destinations: Collection<DestinationRecord>;
  readonly users: Collection<UserRecord>;
  readonly sessions: Collection<SessionRecord>;
  readonly apiKeys: Collection<ApiKeyRecord>;
  readonly settings: Collection<SettingsRecord>;
  readonly audit: AuditLog;
  /** Finishes pending writes and releases the lock. */
  close(): Promise<void>;
}
