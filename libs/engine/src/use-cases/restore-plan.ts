/** What the strategies of a restore are given, and what they give back. */

import type { ProblemNote } from '@holdfast/contract';

import type { ComponentSource } from '../domain/application.js';
import type { FingerprintComparison } from '../domain/compare-fingerprints.js';
import type { DatabaseReplacement } from '../domain/database-replacement.js';
import type { RestoreRequest } from '../engine.js';
import type { Adapters } from './adapters.js';
import type { PhaseRecorder } from './phase-recorder.js';
import type { Spool } from './spools.js';

export interface RestoreTarget {
  source: ComponentSource;
  spool: Spool;
}

/** What both strategies are given. */
export interface RestorePlan {
  adapters: Adapters;
  request: RestoreRequest;
  phases: PhaseRecorder;
  targets: RestoreTarget[];
  safetySnapshotId: string | null;
}

/** What both strategies give back. */
export interface AppliedRestore {
  comparisons: FingerprintComparison[];
  notes: ProblemNote[];
  refusedMs: number | null;
  replacements: DatabaseReplacement[];
}
