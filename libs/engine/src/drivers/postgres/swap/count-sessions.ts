/** Who is connected to a database, and whether this role may send them away. */

import type { SqlSession } from '../sql-session.js';

export interface SessionCount {
  total: number;
  /** Of these, how many belong to roles whose sessions this role may not end. */
  untouchable: number;
}

/** A superuser's session only a superuser can end; others also who shares the role or may signal. */
const SESSIONS = `
  SELECT count(*)::int AS total,
         count(*) FILTER (WHERE NOT me.rolsuper AND (r.rolsuper
           OR NOT (pg_has_role(r.oid, 'USAGE') OR pg_has_role('pg_signal_backend', 'USAGE'))))::int AS untouchable
    FROM pg_catalog.pg_stat_activity a
    JOIN pg_catalog.pg_roles r ON r.oid = a.usesysid
    JOIN pg_catalog.pg_roles me ON me.rolname = current_user
   WHERE a.datid = $1::oid AND a.pid <> pg_backend_pid()`;

export async function countSessions(session: SqlSession, databaseOid: number): Promise<SessionCount> {
  const { rows } = await session.query<SessionCount>(SESSIONS, [databaseOid]);
  return rows[0] ?? { total: 0, untouchable: 0 };
}
