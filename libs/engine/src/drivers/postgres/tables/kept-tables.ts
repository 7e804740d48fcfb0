/**
 * What was before a table-level restore, in a schema of its own, and a table there that says what was done:
 * both come to be in the transaction that restores, so that they exist if and only if it was committed.
 */
import { escapeIdentifier } from 'pg';

import { HoldfastError } from '../../../errors/holdfast-error.js';
import type { SqlSession } from '../sql-session.js';
import { attempt } from './explain-table-error.js';
import { asSql } from './table-name.js';
import { assertOurSchema } from './table-names.js';

/** What the restore did to one table. */
export interface KeptRecord {
  name: string;
  placedAs: string;
  /** Null where there was no table before. */
  keptAs: string | null;
  /** Of the table that holds the restored content. */
  oid: number;
  /** A schema that had to be made for it. */
  madeSchema: string | null;
}

/** No kept table is called so: theirs begin with a number. */
const RECORDS = 'restored_tables';

export async function createKeptSchema(session: SqlSession, keptSchema: string): Promise<void> {
  assertOurSchema(keptSchema);
  const schema = escapeIdentifier(keptSchema);
  await attempt('The previous content could not be kept', async () => {
    await session.query(`CREATE SCHEMA ${schema}`);
    await session.query(
      `CREATE TABLE ${schema}.${RECORDS} (name text, placed_as text, kept_as text, oid int8, made_schema text)`,
    );
    await session.query(
      `COMMENT ON SCHEMA ${schema} IS 'Content before a restore of tables by Holdfast, kept for undo'`,
    );
  });
}

/** Copies and empties a table that is open for it. @returns the rows that it had. */
export async function keepContent(
  session: SqlSession,
  keptSchema: string,
  name: string,
  keptAs: string,
): Promise<number> {
  const kept = `${escapeIdentifier(keptSchema)}.${escapeIdentifier(keptAs)}`;
  return await attempt(`The previous content of ${name} could not be kept`, async () => {
    const { rowCount } = await session.query(`CREATE TABLE ${kept} AS SELECT * FROM ONLY ${asSql(name)}`);
    await session.query(`TRUNCATE ONLY ${asSql(name)}`);
    return rowCount ?? 0;
  });
}

export async function writeRecords(
  session: SqlSession,
  keptSchema: string,
  records: readonly KeptRecord[],
): Promise<void> {
  for (const { name, placedAs, keptAs, oid, madeSchema } of records) {
    await session.query(
      `INSERT INTO ${escapeIdentifier(keptSchema)}.${RECORDS} VALUES ($1, $2, $3, $4, $5)`,
      [name, placedAs, keptAs, oid, madeSchema],
    );
  }
}

/** Throws UNDO_NOT_AVAILABLE where it is gone. */
export async function readRecords(session: SqlSession, keptSchema: string): Promise<KeptRecord[]> {
  assertOurSchema(keptSchema);
  const table = `${escapeIdentifier(keptSchema)}.${RECORDS}`;
  const { rows: found } = await session.query('SELECT FROM pg_catalog.pg_class WHERE oid = to_regclass($1)', [
    table,
  ]);
  if (found.length === 0) {
    throw new HoldfastError(
      'UNDO_NOT_AVAILABLE',
      `Schema "${keptSchema}", which kept the previous content, is gone.`,
      {
        hint: 'The restore was undone or made final already. The safety snapshot, if one was taken, has the content too.',
      },
    );
  }
  const { rows } = await session.query<KeptRecord>(
    `SELECT name, placed_as AS "placedAs", kept_as AS "keptAs", oid::float8 AS oid, made_schema AS "madeSchema"
       FROM ${table}`,
  );
  return rows;
}

/** Nothing that others made in it is dropped with it: then it stays, and says why. */
export async function dropKeptSchema(
  session: SqlSession,
  keptSchema: string,
  records: readonly KeptRecord[],
): Promise<void> {
  const schema = escapeIdentifier(keptSchema);
  const kept = records.flatMap(({ keptAs }) => (keptAs === null ? [] : [keptAs]));
  const tables = [RECORDS, ...kept].map((name) => `${schema}.${escapeIdentifier(name)}`);
  await attempt(`Schema "${keptSchema}" could not be dropped`, async () => {
    await session.query(`DROP TABLE IF EXISTS ${tables.join(', ')}`);
    await session.query(`DROP SCHEMA ${schema}`);
  });
}
