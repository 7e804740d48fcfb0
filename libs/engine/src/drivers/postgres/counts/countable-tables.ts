/** The tables whose rows a dump would hold, and whether this role may see all of them. */

import type { SqlSession } from '../sql-session.js';

export interface CountableTable {
  /** As in fingerprints. */
  name: string;
  /** Ends the SELECT: which rows of an extension’s table are the user’s; empty: all. */
  condition: string;
  isReadable: boolean;
}

/**
 * Tables with rows of their own: also partitions and children, each for itself. Extensions bring their
 * tables along; of those a dump has only the rows that the extension declares to be the user's.
 */
const TABLES = `
  SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) AS name,
         COALESCE(config.condition, '') AS condition,
         pg_catalog.has_schema_privilege(n.oid, 'USAGE')
           AND (pg_catalog.has_table_privilege(c.oid, 'SELECT') OR pg_catalog.has_any_column_privilege(c.oid, 'SELECT'))
           AND NOT pg_catalog.row_security_active(c.oid) AS "isReadable"
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN LATERAL (
      SELECT e.extcondition[pg_catalog.array_position(e.extconfig, c.oid)] AS condition
        FROM pg_catalog.pg_extension e WHERE c.oid = ANY(e.extconfig)) AS config ON true
   WHERE c.relkind = 'r' AND c.relpersistence <> 't'
     AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
     AND (config.condition IS NOT NULL OR NOT EXISTS (
       SELECT FROM pg_catalog.pg_depend d
        WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'))
   ORDER BY 1`;

export async function readCountableTables(session: SqlSession): Promise<CountableTable[]> {
  return (await session.query<CountableTable>(TABLES)).rows;
}
