/** Whether the role may put another database in the live one's place. */

import type { ProblemNote } from '@holdfast/contract';

import type { SqlSession } from './sql-session.js';

export interface SwapRights {
  role: string;
  owner: string;
  isSuperuser: boolean;
  canCreate: boolean;
  isOwner: boolean;
}

const QUERY = `
  SELECT current_user::text AS role, pg_catalog.pg_get_userbyid(d.datdba)::text AS owner,
         r.rolsuper AS "isSuperuser", r.rolcreatedb OR r.rolsuper AS "canCreate",
         pg_catalog.pg_has_role(d.datdba, 'USAGE') AS "isOwner"
    FROM pg_catalog.pg_roles r CROSS JOIN pg_catalog.pg_database d
   WHERE r.rolname = current_user AND d.datname = $1`;

/** Null where there is no such database. */
export async function readSwapRights(session: SqlSession, database: string): Promise<SwapRights | null> {
  const { rows } = await session.query<SwapRights>(QUERY, [database]);
  return rows[0] ?? null;
}

/** Empty where nothing stands in the way. */
export function missingRights(rights: SwapRights): ProblemNote[] {
  const notes: ProblemNote[] = [];
  if (!rights.canCreate) {
    notes.push({
      code: 'CREATEDB_MISSING',
      severity: 'blocker',
      message: `Role "${rights.role}" may not create databases, so a restore cannot be loaded beside the live database.`,
      hint: `Run: ALTER ROLE "${rights.role}" CREATEDB; or restore in place.`,
    });
  }
  if (!rights.isOwner) {
    notes.push({
      code: 'NOT_OWNER',
      severity: 'blocker',
      message: `Role "${rights.role}" does not own the live database (role "${rights.owner}" does), so it cannot rename it.`,
      hint: `Connect as "${rights.owner}", run: GRANT "${rights.owner}" TO "${rights.role}"; or restore in place.`,
    });
  }
  return notes;
}
