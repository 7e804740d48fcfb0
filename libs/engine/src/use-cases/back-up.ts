/** One backup, of the type that was asked for where it can be, a full one otherwise. */

import type { ProblemNote } from '@holdfast/contract';

import type { BackUpRequest, BackUpResult } from '../engine.js';
import { HoldfastError } from '../errors/holdfast-error.js';
import { DeltaFailure } from '../package/delta/delta-failure.js';
import type { Adapters } from './adapters.js';
import { BackupRun } from './back-up/backup-run.js';
import { chooseBases, NO_BASES } from './back-up/choose-bases.js';
import { retrying } from './retrying.js';

export function backUp(adapters: Adapters, request: BackUpRequest): Promise<BackUpResult> {
  const { clock, logger } = adapters;
  return retrying(
    {
      clock,
      signal: request.signal,
      isRetryable: (error) => error.code === 'STORAGE_UNAVAILABLE',
      onRetry: (error, attempt) =>
        logger.warn('Storing the backup failed, trying again', {
          backupId: request.backupId,
          attempt,
          reason: error.message,
        }),
    },
    () => (request.type === 'full' ? runFull(adapters, request, []) : runDelta(adapters, request)),
  );
}

function runFull(adapters: Adapters, request: BackUpRequest, notes: ProblemNote[]): Promise<BackUpResult> {
  return new BackupRun(adapters, request, { bases: NO_BASES, notes }).run();
}

/** A backup never fails because of the one that it was to build on. */
async function runDelta(adapters: Adapters, request: BackUpRequest): Promise<BackUpResult> {
  const bases = await chooseBases(adapters, request).catch(reasonOf);
  if (typeof bases === 'string') return fallBack(adapters, request, bases);
  try {
    return await new BackupRun(adapters, request, { bases, notes: [] }).run();
  } catch (error) {
    if (!(error instanceof DeltaFailure)) throw error;
    return fallBack(adapters, request, error.message);
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof HoldfastError && error.code !== 'STORAGE_UNAVAILABLE') return error.message;
  throw error;
}

function fallBack(adapters: Adapters, request: BackUpRequest, why: string): Promise<BackUpResult> {
  const { backupId, type, parent } = request;
  const reason = why.replace(/\.$/, '');
  adapters.logger.warn('The backup becomes a full one', { backupId, type, reason });
  const note: ProblemNote = {
    code: 'FELL_BACK_TO_FULL',
    // That the first backup is a full one is as it should be.
    severity: parent === null ? 'info' : 'warning',
    message: `It was to be ${type === 'incremental' ? 'an incremental' : 'a differential'} backup and became a full one: ${reason}.`,
    hint: parent === null ? null : `Check ${parent.backupId}; the next backups can build on this one.`,
  };
  return runFull(adapters, request, [note]);
}
