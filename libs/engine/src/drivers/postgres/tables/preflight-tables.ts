/** What stands in the way of restoring chosen tables, and what to know before it. Changes nothing. */

import type { ProblemNote } from '@holdfast/contract';

import type { ManifestComponent } from '../../../domain/manifest.js';
import { HoldfastError } from '../../../errors/holdfast-error.js';
import { parseConnection } from '../connection.js';
import { blocker } from '../preflight/note.js';
import { type SqlSession, withSession } from '../sql-session.js';
import { checkArchiveTables } from './check-archive-tables.js';
import {
  checkDatabase,
  checkConstraints,
  checkLiveTable,
  checkMissingTable,
  checkSchemas,
} from './check-tables.js';
import { readConstraints } from './constraints.js';
import { readLiveTables } from './live-tables.js';
import { readSurroundings } from './surroundings.js';
import type { TablesPreflight } from './tables-preflight.js';

export async function preflightTables(
  preflight: TablesPreflight,
  signal: AbortSignal,
): Promise<ProblemNote[]> {
  const connection = parseConnection(preflight.target);
  const ofArchive = checkArchiveTables(preflight);
  try {
    return [...ofArchive, ...(await withSession(connection, signal, (session) => check(session, preflight)))];
  } catch (error) {
    if (!(error instanceof HoldfastError) || error.code !== 'SOURCE_NOT_FOUND') throw error;
    const message = `Database "${connection.database}" does not exist, so no table can be restored into it.`;
    return [
      blocker('LIVE_MISSING', message, 'Restore the whole backup by swap, or create the database first.'),
    ];
  }
}

async function check(
  session: SqlSession,
  { component, tables, placement }: TablesPreflight,
): Promise<ProblemNote[]> {
  const live = await readLiveTables(session, tables);
  const missing = tables.filter((name) => !live.some((table) => table.name === name));
  const surroundings = await readSurroundings(session, placement === 'beside' ? tables : missing);
  const general = [...checkDatabase(surroundings), ...checkSchemas(surroundings)];
  if (placement === 'beside') return general;
  const oids = live.map(({ oid }) => oid);
  return [
    ...general,
    ...missing.flatMap(checkMissingTable),
    ...live.flatMap((table) => checkLiveTable(table, recordedColumns(component, table.name))),
    ...checkConstraints(await readConstraints(session, oids), surroundings.role),
  ];
}

function recordedColumns({ fingerprint }: ManifestComponent, name: string): readonly string[] {
  return fingerprint.tables.find((table) => table.name === name)?.columns ?? [];
}
