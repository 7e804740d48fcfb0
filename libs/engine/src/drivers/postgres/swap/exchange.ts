/** One transaction that puts one database in another one's place. */

import { escapeIdentifier } from 'pg';

import type { SqlSession } from '../sql-session.js';
import { evictSessions } from './terminate-sessions.js';

export interface Exchange {
  liveName: string;
  /** What the live one will be called. */
  outgoingName: string;
  /** The one that will be live. */
  incomingName: string;
}

export interface ExchangeOids {
  live: number;
  incoming: number;
}

/** How long others wait for us at most if this process freezes between two statements. */
const IDLE_LIMIT = '5s';
const LOCK_LIMIT = '10s';

/** Older servers do not have it; where it exists, a killed console frees the lock at once. */
const WATCH_CLIENT = `
  SELECT set_config(name, '200ms', false) FROM pg_catalog.pg_settings
   WHERE name = 'client_connection_check_interval'`;

/**
 * The first rename takes the lock that makes new connections wait, then waits up to five seconds for sessions to
 * leave, which `evictor` sees to. Ended at any moment before COMMIT, the server rolls both renames back.
 */
export async function exchangeInOneTransaction(
  renamer: SqlSession,
  evictor: SqlSession,
  exchange: Exchange,
  oids: ExchangeOids,
  onRefusing: () => void,
): Promise<void> {
  const renamingPid = await prepare(renamer);
  let isRenamed = false;
  const renaming = renamer
    .query(rename(exchange.liveName, exchange.outgoingName))
    .finally(() => (isRenamed = true));
  const evicting = evictSessions(evictor, {
    databaseOid: oids.live,
    renamingPid,
    isRenamed: () => isRenamed,
    onBegin: onRefusing,
  });
  // Whoever could not be sent away shows in the rename.
  const [renamed] = await Promise.allSettled([renaming, evicting]);
  if (renamed.status === 'rejected') throw renamed.reason;
  await renamer.query(rename(exchange.incomingName, exchange.liveName));
  await renamer.query(allowConnections(exchange.outgoingName, false));
  await renamer.query(allowConnections(exchange.liveName, true));
  await renamer.query('COMMIT');
}

async function prepare(renamer: SqlSession): Promise<number> {
  await renamer.query(WATCH_CLIENT);
  await renamer.query('BEGIN');
  await renamer.query(`SET LOCAL lock_timeout = '${LOCK_LIMIT}'`);
  await renamer.query(`SET LOCAL idle_in_transaction_session_timeout = '${IDLE_LIMIT}'`);
  const { rows } = await renamer.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]?.pid ?? 0;
}

function rename(from: string, to: string): string {
  return `ALTER DATABASE ${escapeIdentifier(from)} RENAME TO ${escapeIdentifier(to)}`;
}

function allowConnections(name: string, isAllowed: boolean): string {
  return `ALTER DATABASE ${escapeIdentifier(name)} WITH ALLOW_CONNECTIONS ${isAllowed}`;
}
