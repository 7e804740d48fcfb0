/** Whether a table-level restore was committed: its schema is made in the same transaction. */

import type { ComponentSource } from '../../../domain/application.js';
import type { TablesReplacement } from '../../../ports/component-driver.js';
import { type PostgresConnection, parseConnection } from '../connection.js';
import { withSession } from '../sql-session.js';
import { endOrphan } from './restore-lock.js';
import { assertOurSchema } from './table-names.js';

type TablesState = 'untouched' | 'restored';

/** After an undo, or once it was discarded, this says `untouched` again. */
export async function readStateOfTables(
  target: ComponentSource,
  { keptSchema }: TablesReplacement,
): Promise<TablesState> {
  assertOurSchema(keptSchema);
  return await stateOf(parseConnection(target), keptSchema);
}

/** False where it did not come to be, or where that cannot be found out. */
export async function isCommitted(
  connection: PostgresConnection,
  keptSchema: string,
  expected: TablesState,
): Promise<boolean> {
  try {
    return (await stateOf(connection, keptSchema)) === expected;
  } catch {
    return false;
  }
}

async function stateOf(connection: PostgresConnection, keptSchema: string): Promise<TablesState> {
  return await withSession(connection, undefined, async (session) => {
    await endOrphan(session, keptSchema);
    const { rows } = await session.query('SELECT FROM pg_catalog.pg_namespace WHERE nspname = $1', [
      keptSchema,
    ]);
    return rows.length > 0 ? 'restored' : 'untouched';
  });
}
