/** What the parts of a drill are given. */

import type { Manifest } from '../domain/manifest.js';
import type { DatabaseReplacement } from '../domain/database-replacement.js';
import type { DrillRequest } from '../engine.js';
import type { ScratchServer } from '../ports/component-driver.js';
import type { Adapters } from './adapters.js';
import type { DrillWorkspace } from './drill-workspace.js';
import type { PhaseRecorder } from './phase-recorder.js';
import type { Spool } from './spools.js';

export interface DrillPlan {
  adapters: Adapters;
  request: DrillRequest;
  phases: PhaseRecorder;
  workspace: DrillWorkspace;
  manifest: Manifest;
  /** Whether this installation signed the package and all that it builds on. */
  isTrusted: boolean;
}

/** A component, and the server that its restore is drilled on. */
export interface DrillTarget {
  spool: Spool;
  server: ScratchServer;
  replacement: DatabaseReplacement;
}
