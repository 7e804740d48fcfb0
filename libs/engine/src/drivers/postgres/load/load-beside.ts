/** Restores into a new database beside the live one, which nobody uses yet. */

import type { ProblemNote } from '@holdfast/contract';

import type { DatabaseReplacement } from '../../../domain/database-replacement.js';
import { asHoldfastError, HoldfastError } from '../../../errors/holdfast-error.js';
import type { LoadReport, LoadRequest } from '../../../ports/component-driver.js';
import { patchDataOffsets } from '../archive/patch-data-offsets.js';
import { applyLimits, removeWhatOriginalLacks } from '../beside/apply-properties.js';
import { createBeside } from '../beside/create-beside.js';
import { parseConnection } from '../connection.js';
import type { PostgresContext } from '../context.js';
import { dropReplacement } from '../drop.js';
import { withMaintenance } from '../maintenance.js';
import { withSession } from '../sql-session.js';
import { archiveOf } from './archive-of.js';
import { refreshViews } from './refresh-views.js';
import { restoreList } from './restore-list.js';
import { runPgRestore } from './run-pg-restore.js';

export async function loadBeside(
  context: PostgresContext,
  request: LoadRequest,
  replacement: DatabaseReplacement,
): Promise<LoadReport> {
  const connection = parseConnection(request.target);
  const { database } = request.component;
  // Left by an attempt that was cut off: the name belongs to this restore alone.
  await dropReplacement(request.target, replacement, 'beside');
  try {
    const created = await withMaintenance(connection, request.signal, (session) =>
      createBeside(session, replacement.besideName, database),
    );
    const loaded = await load(context, request, replacement.besideName);
    const limited = await withMaintenance(connection, request.signal, (session) =>
      applyLimits(session, replacement.besideName, database),
    );
    return { notes: [...created, ...loaded, ...limited] };
  } catch (error) {
    await dropAfterFailure(context, request, replacement, error);
    throw asRestoreFailure(error);
  }
}

/** What a server says only to a restore, such as an unknown locale. */
function asRestoreFailure(error: unknown): HoldfastError {
  const explained = asHoldfastError(error);
  if (explained.code !== 'UNEXPECTED') return explained;
  const message = `The backup could not be loaded beside the live database. ${explained.message}`;
  return new HoldfastError('RESTORE_FAILED', message, { details: explained.details, cause: error });
}

async function load(context: PostgresContext, request: LoadRequest, name: string): Promise<ProblemNote[]> {
  const archive = archiveOf(request.inspection);
  const list = restoreList(archive);
  const connection = { ...parseConnection(request.target), database: name };
  const jobs = Math.max(1, request.jobs);
  const removed = await withSession(connection, request.signal, (session) =>
    removeWhatOriginalLacks(session, request.component.database),
  );
  await patchDataOffsets(request.spoolPath, archive);
  const modeArguments = [`--jobs=${jobs}`];
  await runPgRestore(context, request, { connection, archive, list, modeArguments, jobs });
  return await withSession(connection, request.signal, async (session) => {
    const notes = await refreshViews(session, list.materializedViews);
    await session.query('ANALYZE');
    return [...removed, ...notes];
  });
}

/** The first error is the one to tell; what could not be removed is found again as a stray. */
async function dropAfterFailure(
  context: PostgresContext,
  request: LoadRequest,
  replacement: DatabaseReplacement,
  cause: unknown,
): Promise<void> {
  try {
    await dropReplacement(request.target, replacement, 'beside');
  } catch (error) {
    context.logger.warn('the database of a failed restore could not be dropped', {
      database: replacement.besideName,
      reason: asHoldfastError(error).message,
      failure: asHoldfastError(cause).message,
    });
  }
}
