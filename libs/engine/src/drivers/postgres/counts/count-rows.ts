/** Every table's rows, counted one by one at one moment. */

import type { ComponentSource } from '../../../domain/application.js';
import { HoldfastError } from '../../../errors/holdfast-error.js';
import type { TableCount } from '../../../ports/component-driver.js';
import { parseConnection } from '../connection.js';
import type { PostgresContext } from '../context.js';
import { codeOf } from '../explain/explain-sql-error.js';
import type { SqlSession } from '../sql-session.js';
import { withCancelableSession } from '../tables/cancelable-session.js';
import { asSql } from '../tables/table-name.js';
import { type CountableTable, readCountableTables } from './countable-tables.js';

const GONE = '42P01';

/** Null where the database does not exist. */
export async function countRows(
  context: PostgresContext,
  source: ComponentSource,
  signal: AbortSignal,
): Promise<TableCount[] | null> {
  try {
    return await withCancelableSession(parseConnection(source), signal, (session) =>
      countAll(session, context.lockWaitMs),
    );
  } catch (error) {
    if (error instanceof HoldfastError && error.code === 'SOURCE_NOT_FOUND') return null;
    throw error;
  }
}

async function countAll(session: SqlSession, lockWaitMs: number): Promise<TableCount[]> {
  await session.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  // Rows that row security hides would be missing from the count without a word.
  await session.query('SET LOCAL row_security = off');
  await session.query("SELECT pg_catalog.set_config('lock_timeout', $1, true)", [String(lockWaitMs)]);
  const counts: TableCount[] = [];
  for (const table of await readCountableTables(session)) {
    const counted = await count(session, table);
    if (counted !== null) counts.push(counted);
  }
  return counts;
}

/** Null where the table was dropped while others were counted. */
async function count(
  session: SqlSession,
  { name, condition, isReadable }: CountableTable,
): Promise<TableCount | null> {
  if (!isReadable) return { name, rows: null };
  await session.query('SAVEPOINT counting');
  try {
    const { rows } = await session.query<{ rows: number }>(
      `SELECT pg_catalog.count(*)::float8 AS rows FROM ONLY ${asSql(name)} ${condition}`,
    );
    return { name, rows: rows[0]?.rows ?? 0 };
  } catch (error) {
    if (codeOf(error) !== GONE) throw error;
    await session.query('ROLLBACK TO SAVEPOINT counting');
    return null;
  } finally {
    await session.query('RELEASE SAVEPOINT counting').catch(() => undefined);
  }
}
