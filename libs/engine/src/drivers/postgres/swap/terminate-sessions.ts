/** Ends the sessions of a database that is about to be renamed. */

import { setTimeout as delay } from 'node:timers/promises';

import { DatabaseError } from 'pg';

import type { SqlSession } from '../sql-session.js';

const NO_PERMISSION = '42501';
const LOCK_POLL_MS = 5;
const PASS_INTERVAL_MS = 50;

const LOCK_HELD = `
  SELECT 1 FROM pg_catalog.pg_locks
   WHERE pid = $1 AND locktype = 'object' AND classid = 'pg_catalog.pg_database'::regclass
     AND objid = $2::oid AND mode = 'AccessExclusiveLock' AND granted`;
const SESSIONS = `
  SELECT pid FROM pg_catalog.pg_stat_activity WHERE datid = $1::oid AND pid <> pg_backend_pid()`;

export interface Eviction {
  databaseOid: number;
  /** The session whose rename waits for the others to leave. */
  renamingPid: number;
  isRenamed: () => boolean;
  /** Called once: from now on connections are refused. */
  onBegin: () => void;
}

/**
 * Runs beside the rename until it is over. Nobody is disturbed before the rename holds the lock that makes
 * newcomers wait; otherwise they would return faster than they are sent away.
 */
export async function evictSessions(session: SqlSession, eviction: Eviction): Promise<void> {
  const lock = [eviction.renamingPid, eviction.databaseOid];
  while (!eviction.isRenamed() && (await session.query(LOCK_HELD, lock)).rowCount === 0) {
    await delay(LOCK_POLL_MS);
  }
  eviction.onBegin();
  while (!eviction.isRenamed()) {
    await terminateSessions(session, eviction.databaseOid);
    await delay(PASS_INTERVAL_MS);
  }
}

/** One pass. Returns how many sessions this role is not allowed to end. */
export async function terminateSessions(session: SqlSession, databaseOid: number): Promise<number> {
  const { rows } = await session.query<{ pid: number }>(SESSIONS, [databaseOid]);
  let protectedCount = 0;
  for (const { pid } of rows) {
    try {
      await session.query('SELECT pg_terminate_backend($1)', [pid]);
    } catch (error) {
      if (!(error instanceof DatabaseError) || error.code !== NO_PERMISSION) throw error;
      protectedCount += 1;
    }
  }
  return protectedCount;
}
