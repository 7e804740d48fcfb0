/** Sessions that stand outside the live database, as creating, renaming and dropping need it. */

import { HoldfastError } from '../../errors/holdfast-error.js';
import type { PostgresConnection } from './connection.js';
import { formatAddress } from './connection.js';
import { type SqlSession, withSession } from './sql-session.js';

const CANDIDATES = ['postgres', 'template1'];
/** No such database, no right to connect to it, or it accepts nobody. */
const TRY_NEXT = ['SOURCE_NOT_FOUND', 'SOURCE_PERMISSION_DENIED'];

export async function withMaintenance<T>(
  connection: PostgresConnection,
  signal: AbortSignal | undefined,
  work: (session: SqlSession) => Promise<T>,
): Promise<T> {
  const database = await findMaintenanceDatabase(connection, signal);
  return await withSession({ ...connection, database }, signal, work);
}

/** The first database beside the live one that lets us in. */
export async function findMaintenanceDatabase(
  connection: PostgresConnection,
  signal: AbortSignal | undefined,
): Promise<string> {
  for (const database of CANDIDATES.filter((name) => name !== connection.database)) {
    if (await canConnect({ ...connection, database }, signal)) return database;
  }
  throw new HoldfastError(
    'SOURCE_PERMISSION_DENIED',
    `Role "${connection.user}" can connect neither to database "postgres" nor to "template1" of ${formatAddress(connection)}.`,
    {
      hint: `Allow one of them: GRANT CONNECT ON DATABASE postgres TO "${connection.user}", and check pg_hba.conf.`,
    },
  );
}

async function canConnect(connection: PostgresConnection, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    await withSession(connection, signal, (session) => session.query('SELECT 1'));
    return true;
  } catch (error) {
    if (error instanceof HoldfastError && TRY_NEXT.includes(error.code)) return false;
    throw error;
  }
}
