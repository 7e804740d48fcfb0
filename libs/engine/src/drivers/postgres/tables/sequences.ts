/** Sequences that belong to restored tables are raised past the restored rows, and never lowered. */

import { escapeIdentifier } from 'pg';

import type { SqlSession } from '../sql-session.js';
import { attempt } from './explain-table-error.js';
import { asSql } from './table-name.js';

interface OwnedSequence {
  /** Quoted as in SQL. */
  sequence: string;
  column: string;
  isAscending: boolean;
  lowest: string;
  highest: string;
}

const OWNED = `
  SELECT pg_catalog.format('%I.%I', n.nspname, s.relname) AS sequence, a.attname AS column,
         q.seqincrement > 0 AS "isAscending", q.seqmin::text AS lowest, q.seqmax::text AS highest
    FROM pg_catalog.pg_depend d
    JOIN pg_catalog.pg_class s ON s.oid = d.objid AND s.relkind = 'S'
    JOIN pg_catalog.pg_namespace n ON n.oid = s.relnamespace
    JOIN pg_catalog.pg_sequence q ON q.seqrelid = s.oid
    JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
   WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.refclassid = 'pg_catalog.pg_class'::regclass
     AND d.refobjid = $1::oid AND d.deptype IN ('a', 'i')
     AND a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype)
   ORDER BY 1`;

/** Call it last: what it sets is not taken back when the transaction fails. */
export async function raiseSequences(
  session: SqlSession,
  tables: readonly { name: string; oid: number }[],
): Promise<void> {
  for (const { name, oid } of tables) {
    const { rows } = await session.query<OwnedSequence>(OWNED, [oid]);
    for (const owned of rows) {
      await attempt(`Sequence ${owned.sequence} could not be raised`, () => raise(session, name, owned));
    }
  }
}

async function raise(session: SqlSession, name: string, owned: OwnedSequence): Promise<void> {
  const [farthest, beyond] = owned.isAscending ? ['max', '>'] : ['min', '<'];
  const column = escapeIdentifier(owned.column);
  await session.query(
    `SELECT pg_catalog.setval($1::text::regclass, reached, true)
       FROM (SELECT ${farthest}(${column})::int8 AS reached FROM ONLY ${asSql(name)}) AS content,
            ${owned.sequence} AS stand
      WHERE reached BETWEEN $2::int8 AND $3::int8
        AND (reached ${beyond} last_value OR (reached = last_value AND NOT is_called))`,
    [owned.sequence, owned.lowest, owned.highest],
  );
}
