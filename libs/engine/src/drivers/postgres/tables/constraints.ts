/**
 * Constraints that stand in the way of new content are taken away and put back exactly as they were: foreign keys
 * that touch the tables in either direction, so that PostgreSQL itself checks them against the restored rows without
 * rights to switch its checks off; and checks that are NOT VALID, which rows from before them need not fulfil.
 */
import { escapeIdentifier, escapeLiteral } from 'pg';

import type { SqlSession } from '../sql-session.js';
import { attempt } from './explain-table-error.js';
import { quoteTable } from './table-name.js';

export interface Constraint {
  schema: string;
  table: string;
  name: string;
  /** Also says NOT VALID, DEFERRABLE and the like. */
  definition: string;
  comment: string | null;
  /** Whether this role may take it away and put it back. */
  canAlter: boolean;
  /** Whether somebody switched off the triggers that enforce it; only keys have any. */
  isSwitchedOff: boolean;
}

/**
 * Keys of partitions belong to their parent's: only that one can be dropped, and it makes them anew.
 * Checks that are inherited cannot be dropped alone and stay.
 */
const CONSTRAINTS = `
  WITH RECURSIVE touching AS (
    SELECT oid, conparentid FROM pg_catalog.pg_constraint
     WHERE (contype = 'f' AND (conrelid = ANY($1::oid[]) OR confrelid = ANY($1::oid[])))
        OR (contype = 'c' AND NOT convalidated AND coninhcount = 0 AND conrelid = ANY($1::oid[])
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhparent = conrelid))
    UNION
    SELECT p.oid, p.conparentid FROM pg_catalog.pg_constraint p JOIN touching t ON p.oid = t.conparentid
  )
  SELECT n.nspname AS schema, r.relname AS table, c.conname AS name,
         pg_catalog.pg_get_constraintdef(c.oid) AS definition,
         pg_catalog.obj_description(c.oid, 'pg_constraint') AS comment,
         pg_catalog.pg_has_role(r.relowner, 'USAGE')
           AND (c.contype = 'c' OR pg_catalog.has_table_privilege(c.confrelid, 'REFERENCES')) AS "canAlter",
         EXISTS (SELECT FROM pg_catalog.pg_trigger t WHERE t.tgconstraint = c.oid AND t.tgenabled <> 'O')
           AS "isSwitchedOff"
    FROM touching JOIN pg_catalog.pg_constraint c USING (oid)
    JOIN pg_catalog.pg_class r ON r.oid = c.conrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace
   WHERE c.conparentid = 0 ORDER BY c.oid`;

/** @param oids of the tables. With an empty search path the definitions are fully qualified. */
export async function readConstraints(session: SqlSession, oids: readonly number[]): Promise<Constraint[]> {
  return (await session.query<Constraint>(CONSTRAINTS, [oids])).rows;
}

export async function dropConstraints(
  session: SqlSession,
  constraints: readonly Constraint[],
): Promise<void> {
  for (const constraint of constraints) {
    await attempt(`Constraint ${describeConstraint(constraint)} could not be set aside`, () =>
      session.query(
        `ALTER TABLE ${quoteTable(constraint)} DROP CONSTRAINT ${escapeIdentifier(constraint.name)}`,
      ),
    );
  }
}

/** Those that were valid are checked against every row. */
export async function addConstraints(session: SqlSession, constraints: readonly Constraint[]): Promise<void> {
  for (const constraint of constraints) {
    const name = escapeIdentifier(constraint.name);
    await attempt(`Constraint ${describeConstraint(constraint)} does not hold with the restored rows`, () =>
      session.query(`ALTER TABLE ${quoteTable(constraint)} ADD CONSTRAINT ${name} ${constraint.definition}`),
    );
    if (constraint.comment === null) continue;
    await session.query(
      `COMMENT ON CONSTRAINT ${name} ON ${quoteTable(constraint)} IS ${escapeLiteral(constraint.comment)}`,
    );
  }
}

export function describeConstraint({ schema, table, name }: Constraint): string {
  return `${name} of ${schema}.${table}`;
}
