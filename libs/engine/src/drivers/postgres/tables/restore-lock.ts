/**
 * One lock per table-level restore, held by its transaction to the end: whoever looks for the outcome takes it
 * first and therefore never looks while the outcome is open.
 */
import { setTimeout as delay } from 'node:timers/promises';

import type { SqlSession } from '../sql-session.js';

const POLL_MS = 50;
const HOLDERS = `
  SELECT pid, pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_locks
   WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND pid <> pg_catalog.pg_backend_pid()
     AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
     AND ((classid::int8 << 32) | objid::int8) = pg_catalog.hashtextextended($1, 0)`;

/** Within a transaction; released at its end. */
export async function takeRestoreLock(session: SqlSession, keptSchema: string): Promise<void> {
  await session.query('SELECT pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended($1, 0))', [
    keptSchema,
  ]);
}

/** Ends a transaction whose console has died or lost its connection, so that its outcome is known. */
export async function endOrphan(session: SqlSession, keptSchema: string): Promise<void> {
  while ((await session.query(HOLDERS, [keptSchema])).rows.length > 0) await delay(POLL_MS);
}
