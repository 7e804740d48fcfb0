/** What became of an exchange whose session was lost before it answered. */

import { setTimeout as delay } from 'node:timers/promises';

import type { PostgresConnection } from '../connection.js';
import { readOids } from '../databases-on-server.js';
import { withMaintenance } from '../maintenance.js';
import type { SqlSession } from '../sql-session.js';
import type { Exchange, ExchangeOids } from './exchange.js';

const POLL_MS = 50;
/** Of our sessions, those that have renamed one of the two databases or wait to do it. */
const PENDING = `
  SELECT DISTINCT pid FROM pg_catalog.pg_locks JOIN pg_catalog.pg_stat_activity USING (pid)
   WHERE locktype = 'object' AND classid = 'pg_catalog.pg_database'::regclass AND objid = ANY($1::oid[])
     AND mode = 'AccessExclusiveLock' AND application_name = 'holdfast' AND pid <> pg_backend_pid()`;

/** Ends what may still be running on the server, then looks who bears the live name. */
export async function hasExchanged(
  connection: PostgresConnection,
  exchange: Exchange,
  oids: ExchangeOids,
): Promise<boolean> {
  return await withMaintenance(connection, undefined, async (session) => {
    while (await endPending(session, oids)) await delay(POLL_MS);
    const names = await readOids(session, [exchange.liveName]);
    return names.get(exchange.liveName) === oids.incoming;
  });
}

async function endPending(session: SqlSession, oids: ExchangeOids): Promise<boolean> {
  const { rows } = await session.query<{ pid: number }>(PENDING, [[oids.live, oids.incoming]]);
  for (const { pid } of rows) await session.query('SELECT pg_terminate_backend($1)', [pid]);
  return rows.length > 0;
}
