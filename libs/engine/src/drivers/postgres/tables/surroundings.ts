/** What this role may do around the chosen tables. */

import type { SqlSession } from '../sql-session.js';
import { parseTableName } from './table-name.js';

export interface Surroundings {
  role: string;
  database: string;
  canCreateSchema: boolean;
  /** A standby takes no writes. */
  isReadOnly: boolean;
  /** Schemas in which this role may not make tables. */
  closedSchemas: string[];
}

const SURROUNDINGS = `
  SELECT current_user::text AS role, pg_catalog.current_database()::text AS database,
         pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE') AS "canCreateSchema",
         pg_catalog.pg_is_in_recovery() AS "isReadOnly",
         ARRAY(SELECT nspname::text FROM pg_catalog.pg_namespace
                WHERE nspname = ANY($1::text[]) AND NOT pg_catalog.has_schema_privilege(oid, 'CREATE, USAGE')
                ORDER BY 1) AS "closedSchemas"`;

export async function readSurroundings(session: SqlSession, names: readonly string[]): Promise<Surroundings> {
  const { rows } = await session.query<Surroundings>(SURROUNDINGS, [
    names.map((name) => parseTableName(name).schema),
  ]);
  const [surroundings] = rows;
  if (surroundings === undefined) throw new Error('the server does not say who is connected');
  return surroundings;
}
