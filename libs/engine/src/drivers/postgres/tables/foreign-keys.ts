/**
 * Foreign keys that touch the chosen tables in either direction are taken away and put back exactly as they were,
 * so that PostgreSQL itself checks them against the restored rows, without rights to switch its checks off.
 */
import { escapeIdentifier, escapeLiteral } from 'pg';

import type { SqlSession } from '../sql-session.js';
import { attempt } from './explain-table-error.js';
import { quoteTable } from './table-name.js';

export interface ForeignKey {
  schema: string;
  table: string;
  name: string;
  /** Also says NOT VALID, DEFERRABLE and the like. */
  definition: string;
  comment: string | null;
  /** Whether this role may take it away and put it back. */
  canAlter: boolean;
  /** Whether somebody switched off the triggers that enforce it. */
  isSwitchedOff: boolean;
}

/** Those of partitions belong to their parent's: only that one can be dropped, and it makes them anew. */
const KEYS = `
  WITH RECURSIVE touching AS (
    SELECT oid, conparentid FROM pg_catalog.pg_constraint
     WHERE contype = 'f' AND (conrelid = ANY($1::oid[]) OR confrelid = ANY($1::oid[]))
    UNION
    SELECT p.oid, p.conparentid FROM pg_catalog.pg_constraint p JOIN touching t ON p.oid = t.conparentid
  )
  SELECT n.nspname AS schema, r.relname AS table, c.conname AS name,
         pg_catalog.pg_get_constraintdef(c.oid) AS definition,
         pg_catalog.obj_description(c.oid, 'pg_constraint') AS comment,
         pg_catalog.pg_has_role(r.relowner, 'USAGE')
           AND pg_catalog.has_table_privilege(c.confrelid, 'REFERENCES') AS "canAlter",
         EXISTS (SELECT FROM pg_catalog.pg_trigger t WHERE t.tgconstraint = c.oid AND t.tgenabled <> 'O')
           AS "isSwitchedOff"
    FROM touching JOIN pg_catalog.pg_constraint c USING (oid)
    JOIN pg_catalog.pg_class r ON r.oid = c.conrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace
   WHERE c.conparentid = 0 ORDER BY c.oid`;

/** @param oids of the tables. With an empty search path the definitions are fully qualified. */
export async function readForeignKeys(session: SqlSession, oids: readonly number[]): Promise<ForeignKey[]> {
  return (await session.query<ForeignKey>(KEYS, [oids])).rows;
}

export async function dropForeignKeys(session: SqlSession, keys: readonly ForeignKey[]): Promise<void> {
  for (const key of keys) {
    await attempt(`Foreign key ${describeKey(key)} could not be set aside`, () =>
      session.query(`ALTER TABLE ${quoteTable(key)} DROP CONSTRAINT ${escapeIdentifier(key.name)}`),
    );
  }
}

/** Those that were valid are checked against every row. */
export async function addForeignKeys(session: SqlSession, keys: readonly ForeignKey[]): Promise<void> {
  for (const key of keys) {
    const name = escapeIdentifier(key.name);
    await attempt(`Foreign key ${describeKey(key)} does not hold with the restored rows`, () =>
      session.query(`ALTER TABLE ${quoteTable(key)} ADD CONSTRAINT ${name} ${key.definition}`),
    );
    if (key.comment === null) continue;
    await session.query(
      `COMMENT ON CONSTRAINT ${name} ON ${quoteTable(key)} IS ${escapeLiteral(key.comment)}`,
    );
  }
}

export function describeKey({ schema, table, name }: ForeignKey): string {
  return `${name} of ${schema}.${table}`;
}
