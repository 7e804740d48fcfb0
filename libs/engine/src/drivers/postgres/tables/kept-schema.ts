/** What is kept for the undo of a table-level restore: its size, and its end. */

import type { ComponentSource } from '../../../domain/application.js';
import { HoldfastError } from '../../../errors/holdfast-error.js';
import type { TablesReplacement } from '../../../ports/component-driver.js';
import { parseConnection } from '../connection.js';
import { withSession } from '../sql-session.js';
import { dropKeptSchema, readRecords } from './kept-tables.js';
import { takeRestoreLock } from './restore-lock.js';
import { assertOurSchema } from './table-names.js';

const SIZE = `
  SELECT (SELECT COALESCE(sum(pg_catalog.pg_total_relation_size(c.oid)), 0) FROM pg_catalog.pg_class c
           WHERE c.relnamespace = n.oid AND c.relkind = 'r' AND c.relname <> 'restored_tables')::float8 AS size
    FROM pg_catalog.pg_namespace n WHERE n.nspname = $1`;

export async function readKeptTablesSize(
  target: ComponentSource,
  { keptSchema }: TablesReplacement,
): Promise<number | null> {
  return await withSession(parseConnection(target), undefined, async (session) => {
    const { rows } = await session.query<{ size: number }>(SIZE, [keptSchema]);
    return rows[0]?.size ?? null;
  });
}

/** The restored tables stay as they are. */
export async function discardTables(
  target: ComponentSource,
  { keptSchema }: TablesReplacement,
): Promise<void> {
  assertOurSchema(keptSchema);
  try {
    await withSession(parseConnection(target), undefined, async (session) => {
      await session.query('BEGIN');
      await takeRestoreLock(session, keptSchema);
      await dropKeptSchema(session, keptSchema, await readRecords(session, keptSchema));
      await session.query('COMMIT');
    });
  } catch (error) {
    if (!(error instanceof HoldfastError) || error.code !== 'UNDO_NOT_AVAILABLE') throw error;
  }
}
