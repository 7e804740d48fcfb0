/** Restores: modes, phases and the record that clients poll. */

import type { ProblemNote } from './application.js';
import type { ErrorCode } from './error-codes.js';

/** `preview` changes nothing; `drill` restores into a throw-away server and leaves nothing behind. */
export const RESTORE_MODES = ['preview', 'apply', 'drill'] as const;
export type RestoreMode = (typeof RESTORE_MODES)[number];

/**
 * `swap`: load beside and swap in (default). `in-place`: one transaction over the live database.
 * `tables`: chosen tables into the live database.
 */
export const RESTORE_STRATEGIES = ['swap', 'in-place', 'tables'] as const;
export type RestoreStrategy = (typeof RESTORE_STRATEGIES)[number];

/** `replace`: the chosen tables get the content of the backup. `beside`: they appear under another name. */
export const TABLE_PLACEMENTS = ['replace', 'beside'] as const;
export type TablePlacement = (typeof TABLE_PLACEMENTS)[number];

export const RESTORE_STATUSES = ['pending', 'running', 'success', 'failed', 'canceled'] as const;
export type RestoreStatus = (typeof RESTORE_STATUSES)[number];

export const RESTORE_TRANSITIONS: Readonly<Record<RestoreStatus, readonly RestoreStatus[]>> = {
  pending: ['running', 'failed', 'canceled'],
  running: ['success', 'failed', 'canceled'],
  success: [],
  failed: [],
  canceled: [],
};

/** In the order in which a restore goes through those that its mode needs. */
export const RESTORE_PHASES = [
  'waiting',
  'drilling',
  'verifying',
  'preflight',
  'counting',
  'starting-server',
  'safety-snapshot',
  'loading',
  'comparing',
  'asserting',
  'swapping',
  'done',
] as const;
export type RestorePhase = (typeof RESTORE_PHASES)[number];

/** Real figures of the running phase. A total is null where it is not known exactly. */
export interface RestoreProgressView {
  bytesDone: number | null;
  bytesTotal: number | null;
  itemsDone: number | null;
  itemsTotal: number | null;
}

export interface PhaseReport {
  phase: RestorePhase;
  startedAt: string;
  durationMs: number;
}

export interface TableComparison {
  name: string;
  expectedRows: number;
  actualRows: number | null;
  isEqual: boolean;
}

export interface RestoreReport {
  strategy: RestoreStrategy;
  phases: PhaseReport[];
  tables: TableComparison[];
  comparedTables: number;
  comparedRows: number;
  comparedLargeObjects: number;
  comparedSequences: number;
  comparedObjects: number;
  /** Milliseconds in which the application's connections were refused. */
  refusedMs: number | null;
  /** Where the strategy is `tables`. */
  restoredTables: RestoredTable[];
  safetySnapshotId: string | null;
  /** Findings in words: views that could not be refreshed, what undo keeps, and the like. */
  notes: ProblemNote[];
}

/** A restored table, where it stands, and what was compared. */
export interface RestoredTable {
  /** As in the backup: `schema.table`, quoted as in SQL. */
  name: string;
  /** The table that holds the content now; another name after `beside`. */
  placedAs: string;
  rows: number;
  /** Rows that it had before; null where it did not exist. */
  replacedRows: number | null;
}

/** What a drill proved. */
export interface DrillReport {
  level: 'restored' | 'matched';
  /** From the first byte read to the last table compared: the measured recovery time. */
  recoveryMs: number;
  /** `throw-away`: started for the drill. `named`: a scratch database on the server that the administrator named. */
  server: { kind: 'throw-away' | 'named'; version: string };
  phases: PhaseReport[];
  tables: TableComparison[];
  comparedTables: number;
  comparedRows: number;
  comparedLargeObjects: number;
  comparedSequences: number;
  comparedObjects: number;
  assertions: AssertionResult[];
  notes: ProblemNote[];
}

/** A question in SQL that the administrator expects to be answered with true. */
export interface Assertion {
  name: string;
  /** One SELECT whose first column of its only row is true. */
  sql: string;
}

export interface AssertionResult extends Assertion {
  isTrue: boolean;
  /** What came instead of true, or why it could not be asked; null where it is true. */
  message: string | null;
  durationMs: number;
}

export const TABLE_CHANGES = ['identical', 'same-count', 'different', 'appears', 'vanishes'] as const;
export type TableChangeKind = (typeof TABLE_CHANGES)[number];

/** What a restore would do to one table. `same-count` says nothing of the content: ask for an exact preview. */
export interface TableChange {
  name: string;
  /** Null where the backup does not hold it. */
  backupRows: number | null;
  /** Null where the live database does not have it. */
  liveRows: number | null;
  change: TableChangeKind;
}

/** What a restore would do; nothing was changed to find it out. */
export interface PreviewReport {
  takenAt: string;
  /** Whether content was compared row by row; otherwise rows were counted. */
  isExact: boolean;
  canRestore: boolean;
  /** Compatibility: versions, extensions, roles, encodings, sessions, space. */
  notes: ProblemNote[];
  liveSessions: number | null;
  /** Bytes that loading beside takes on the database server, and what is free there, where it can be known. */
  space: { neededBytes: number; freeBytes: number | null };
  estimate: RestoreEstimate | null;
  tables: TableChange[];
}

export interface RestoreEstimate {
  seconds: number;
  /** Where the rates come from: restores and drills of this application, or of any. */
  basis: 'this-application' | 'this-console';
  /** How many measured runs it rests on. */
  runs: number;
}

/** The database that stood before, kept so that the restore can be undone. */
export interface UndoView {
  isAvailable: boolean;
  /** After this instant the kept database is removed; ISO 8601 UTC. */
  expiresAt: string | null;
  keptSizeBytes: number | null;
  keptDatabaseName: string | null;
  undoneAt: string | null;
}

export interface RestoreView {
  id: string;
  backupId: string;
  backupCreatedAt: string;
  appId: string;
  appName: string;
  mode: RestoreMode;
  strategy: RestoreStrategy;
  /** What was chosen where the strategy is `tables`; else empty. */
  tables: string[];
  tablePlacement: TablePlacement | null;
  /** The destination it is read from; null: the console's own storage. */
  destinationId: string | null;
  status: RestoreStatus;
  phase: RestorePhase;
  /** 0–100: finished phases and the measured part of the running one, by each phase's usual share. */
  progress: number;
  detail: RestoreProgressView | null;
  message: string;
  createdAt: string;
  startedAt: string | null;
  completedAt: string | null;
  requestedBy: string;
  errorCode: ErrorCode | null;
  errorMessage: string | null;
  errorHint: string | null;
  report: RestoreReport | null;
  /** Where the mode is `preview`. */
  preview: PreviewReport | null;
  /** Where the mode is `drill`. */
  drill: DrillReport | null;
  undo: UndoView;
}

export interface CreateRestoreBody {
  mode: RestoreMode;
  strategy?: RestoreStrategy;
  /** Only these tables (strategy `tables`), as they are named in the backup's `tables`. */
  tables?: string[];
  tablePlacement?: TablePlacement;
  /** Preview only: compare the content row by row instead of counting rows. */
  isExact?: boolean;
  /** Needed to restore a package that this installation did not sign. */
  acknowledgeForeign?: boolean;
  /** Read it from this destination instead of the console's own storage. */
  destinationId?: string;
  /** The application's name, typed by the person who asks. */
  confirm?: string;
}
