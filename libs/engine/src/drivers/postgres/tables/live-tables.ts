/** What the live database knows of the chosen tables. */

import type { SqlSession } from '../sql-session.js';
import { parseTableName } from './table-name.js';

export interface LiveColumn {
  name: string;
  isGenerated: boolean;
  /** Every new row must be given a value. */
  isRequired: boolean;
}

export interface LiveTable {
  /** As it was asked for. */
  name: string;
  oid: number;
  /** `r` is a table with rows of its own; see pg_class. */
  kind: string;
  columns: LiveColumn[];
  isOwned: boolean;
  isRowSecurityActive: boolean;
  isOfExtension: boolean;
  sizeBytes: number;
}

const TABLES = `
  SELECT wanted.number::int AS number, c.oid::int8::float8 AS oid, c.relkind::text AS kind,
         pg_catalog.pg_has_role(c.relowner, 'USAGE') AS "isOwned",
         pg_catalog.row_security_active(c.oid) AS "isRowSecurityActive",
         EXISTS (SELECT FROM pg_catalog.pg_depend d
                  WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
           AS "isOfExtension",
         COALESCE(pg_catalog.pg_table_size(c.oid), 0)::float8 AS "sizeBytes",
         COALESCE((SELECT json_agg(json_build_object(
             'name', a.attname, 'isGenerated', a.attgenerated <> '',
             'isRequired', a.attnotnull AND NOT a.atthasdef AND a.attidentity = '') ORDER BY a.attnum)
            FROM pg_catalog.pg_attribute a
           WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), '[]') AS columns
    FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS wanted (schema, name, number)
    JOIN pg_catalog.pg_namespace n ON n.nspname = wanted.schema
    JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = wanted.name
   ORDER BY wanted.number`;

/** Those that exist, whatever kind of relation they are. */
export async function readLiveTables(session: SqlSession, names: readonly string[]): Promise<LiveTable[]> {
  const parsed = names.map(parseTableName);
  const { rows } = await session.query<Omit<LiveTable, 'name'> & { number: number }>(TABLES, [
    parsed.map(({ schema }) => schema),
    parsed.map(({ table }) => table),
  ]);
  return rows.map(({ number, ...table }) => ({ ...table, name: names[number - 1] ?? '' }));
}
