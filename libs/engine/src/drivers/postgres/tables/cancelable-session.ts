/** A session whose running statement ends at the server, too, when it is canceled. */

import { setTimeout as delay } from 'node:timers/promises';

import type { PostgresConnection } from '../connection.js';
import { type SqlSession, withSession } from '../sql-session.js';

const POLL_MS = 50;
const POLLS = 100;
const END = `
  SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity
   WHERE pid = $1 AND application_name = 'holdfast'`;

/** When this throws CANCELED, the server has rolled back and holds no lock of it any more. */
export async function withCancelableSession<T>(
  connection: PostgresConnection,
  signal: AbortSignal,
  work: (session: SqlSession) => Promise<T>,
): Promise<T> {
  const pids: number[] = [];
  try {
    return await withSession(connection, signal, async (session) => {
      const { rows } = await session.query<{ pid: number }>('SELECT pg_catalog.pg_backend_pid() AS pid');
      pids.push(...rows.map(({ pid }) => pid));
      return await work(session);
    });
  } catch (error) {
    if (signal.aborted) for (const pid of pids) await endBackend(connection, pid);
    throw error;
  }
}

/** A closed connection alone is noticed only after the running statement, which may take minutes. */
async function endBackend(connection: PostgresConnection, pid: number): Promise<void> {
  try {
    await withSession(connection, undefined, async (session) => {
      for (let poll = 0; poll < POLLS && (await endIfThere(session, pid)); poll += 1) await delay(POLL_MS);
    });
  } catch {
    // Who cannot be reached any more has nothing to end: the server rolls back by itself.
  }
}

async function endIfThere(session: SqlSession, pid: number): Promise<boolean> {
  return (await session.query(END, [pid])).rows.length > 0;
}
