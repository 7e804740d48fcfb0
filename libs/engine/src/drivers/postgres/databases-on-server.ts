/** Which databases there are, by name. */

import type { SqlSession } from './sql-session.js';

/** Object ids of those of the names that exist. */
export async function readOids(session: SqlSession, names: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await session.query<{ name: string; oid: string }>(
    'SELECT datname AS name, oid::text AS oid FROM pg_catalog.pg_database WHERE datname = ANY($1)',
    [names],
  );
  return new Map(rows.map((row) => [row.name, Number(row.oid)]));
}

export async function readDatabaseNames(session: SqlSession): Promise<string[]> {
  const { rows } = await session.query<{ name: string }>(
    'SELECT datname AS name FROM pg_catalog.pg_database ORDER BY datname COLLATE "C"',
  );
  return rows.map((row) => row.name);
}
