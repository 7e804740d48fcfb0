/** A restore's record as clients see it. */

import { type RestorePhase, type RestoreView, type UndoView } from '@holdfast/contract';
import type { RestoreRecord } from '@holdfast/catalog';

import { overallProgress } from './restore-phases.js';
import type { RestoreProgressState } from './restore-progress.js';

const PHASE_MESSAGES: Record<RestorePhase, string> = {
  waiting: 'Waiting for its turn',
  verifying: 'Verifying the backup',
  preflight: 'Checking whether the server can take it',
  'safety-snapshot': 'Backing up the current data',
  loading: 'Loading the data beside the live database',
  comparing: 'Comparing every table with the backup',
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
    status: record.status,
    phase,
    progress: progress?.percent ?? overallProgress({ phase, ...NO_FIGURES }),
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
    undo,
  };
}

const NO_FIGURES = { bytesDone: null, bytesTotal: null, itemsDone: null, itemsTotal: null };

function messageOf({ status, errorMessage, strategy, undoneAt }: RestoreRecord, phase: RestorePhase): string {
  if (undoneAt !== null) return 'The restore was undone: the data that stood before is live again';
  if (status === 'failed' || status === 'canceled') return errorMessage ?? 'The restore failed';
  if (phase === 'loading' && strategy === 'in-place') return 'Loading the data over the live database';
  return PHASE_MESSAGES[phase];
}
