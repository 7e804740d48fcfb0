/** A restore's record as clients see it. */

import type { RestoreMode, RestorePhase, RestoreView, UndoView } from '@holdfast/contract';
import type { RestoreRecord } from '@holdfast/catalog';

import { overallProgress, planOf, type RestorePlan } from './restore-phases.js';
import type { RestoreProgressState } from './restore-progress.js';

const PHASE_MESSAGES: Record<RestorePhase, string> = {
  waiting: 'Waiting for its turn',
  drilling: 'Running a drill first, as the backup was not signed by this installation',
  verifying: 'Verifying the backup',
  preflight: 'Checking whether the server can take it',
  counting: 'Counting the rows of the live data',
  'starting-server': 'Preparing the scratch server',
  'safety-snapshot': 'Backing up the current data',
  loading: 'Loading the data beside the live database',
  comparing: 'Comparing every table with the backup',
  asserting: 'Asking the assertions',
  swapping: 'Swapping the restored database in',
  done: 'Data restored successfully',
};

export function restoreViewOf(
  record: RestoreRecord,
  progress: RestoreProgressState | null,
  undo: UndoView,
): RestoreView {
  const phase = record.status === 'running' ? (progress?.phase ?? record.phase) : record.phase;
  return {
    id: record.id,
    backupId: record.backupId,
    backupCreatedAt: record.backupCreatedAt,
    appId: record.appId,
    appName: record.appName,
    mode: record.mode,
    strategy: record.strategy,
    tables: record.tables,
    tablePlacement: record.tablePlacement,
    destinationId: record.destinationId,
    status: record.status,
    phase,
    progress: progress?.percent ?? overallProgress(planOf(record), { phase, ...NO_FIGURES }),
    detail: progress?.detail ?? null,
    message: messageOf(record, phase),
    createdAt: record.createdAt,
    startedAt: record.startedAt,
    completedAt: record.completedAt,
    requestedBy: record.requestedBy,
    errorCode: record.errorCode,
    errorMessage: record.errorMessage,
    errorHint: record.errorHint,
    report: record.report,
    preview: record.preview,
    drill: record.drill,
    undo,
  };
}

const NO_FIGURES = { bytesDone: null, bytesTotal: null, itemsDone: null, itemsTotal: null };

/** Where a plan does something else in a phase than a restore by swap does. */
const MESSAGES_OF_PLANS: Partial<Record<RestorePlan, Partial<Record<RestorePhase, string>>>> = {
  'in-place': { loading: 'Loading the data over the live database' },
  tables: {
    loading: 'Restoring the chosen tables',
    comparing: 'Comparing the chosen tables with the backup',
    done: 'Tables restored successfully',
  },
  drill: {
    loading: 'Loading the data into a scratch database',
    done: 'The drill succeeded: what was restored equals the backup',
  },
  preview: {
    preflight: 'Checking whether the backup can be restored',
    comparing: 'Comparing the backup with the live data, row by row',
    done: 'The preview is ready',
  },
};

const UNDONE = 'The restore was undone: the data that stood before is live again';

function messageOf(record: RestoreRecord, phase: RestorePhase): string {
  const { status, errorMessage, undoneAt, mode } = record;
  if (undoneAt !== null) return UNDONE;
  if (status === 'failed' || status === 'canceled') return errorMessage ?? FAILURES[mode];
  return MESSAGES_OF_PLANS[planOf(record)]?.[phase] ?? PHASE_MESSAGES[phase];
}

const FAILURES: Record<RestoreMode, string> = {
  apply: 'The restore failed',
  drill: 'The drill failed',
  preview: 'The preview failed',
};
