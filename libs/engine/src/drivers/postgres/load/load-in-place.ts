/** Restores over the live database in one transaction, for where no second database can stand beside it. */

import type { LoadReport, LoadRequest } from '../../../ports/component-driver.js';
import { parseConnection } from '../connection.js';
import type { PostgresContext } from '../context.js';
import { withSession } from '../sql-session.js';
import { archiveOf } from './archive-of.js';
import { findLeftovers } from './leftovers.js';
import { refreshViews } from './refresh-views.js';
import { restoreList } from './restore-list.js';
import { runPgRestore } from './run-pg-restore.js';

const ONE_TRANSACTION = ['--clean', '--if-exists', '--single-transaction'];

/** If it fails, or is killed, the server rolls everything back. */
export async function loadInPlace(context: PostgresContext, request: LoadRequest): Promise<LoadReport> {
  const archive = archiveOf(request.inspection);
  const list = restoreList(archive);
  const connection = parseConnection(request.target);
  await runPgRestore(context, request, {
    connection,
    archive,
    list,
    modeArguments: ONE_TRANSACTION,
    jobs: 1,
  });
  // From here the restore is done and no longer cancelled.
  return await withSession(connection, undefined, async (session) => {
    const notes = await refreshViews(session, list.materializedViews);
    await session.query('ANALYZE');
    return { notes: [...notes, ...(await findLeftovers(session, archive))] };
  });
}
