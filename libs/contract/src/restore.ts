/** Restores: modes, phases and the record that clients poll. */

import type { ProblemNote } from './application.js';
import type { ErrorCode } from './error-codes.js';

export const RESTORE_MODES = ['apply'] as const;
export type RestoreMode = (typeof RESTORE_MODES)[number];

/** `swap`: load beside and swap in (default). `in-place`: one transaction over the live database. */
export const RESTORE_STRATEGIES = ['swap', 'in-place'] as const;
export type RestoreStrategy = (typeof RESTORE_STRATEGIES)[number];

export const RESTORE_STATUSES = ['pending', 'running', 'success', 'failed', 'canceled'] as const;
export type RestoreStatus = (typeof RESTORE_STATUSES)[number];

export const RESTORE_TRANSITIONS: Readonly<Record<RestoreStatus, readonly RestoreStatus[]>> = {
  pending: ['running', 'failed', 'canceled'],
  running: ['success', 'failed', 'canceled'],
  success: [],
  failed: [],
  canceled: [],
};

/** In the order in which a restore goes through them. */
export const RESTORE_PHASES = [
  'waiting',
  'verifying',
  'preflight',
  'safety-snapshot',
  'loading',
  'comparing',
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
  safetySnapshotId: string | null;
  /** Findings in words: views that could not be refreshed, what undo keeps, and the like. */
  notes: ProblemNote[];
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
  undo: UndoView;
}

export interface CreateRestoreBody {
  mode: RestoreMode;
  strategy?: RestoreStrategy;
  /** The application's name, typed by the person who asks. */
  confirm?: string;
}
