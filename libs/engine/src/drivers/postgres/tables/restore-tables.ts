/** Chosen tables of an archive into the live database: all of them in one transaction, or nothing changed. */

import type { ProblemNote } from '@holdfast/contract';
import { escapeIdentifier } from 'pg';

import type { RestoredTables, RestoreTablesRequest } from '../../../ports/component-driver.js';
import type { ArchiveIndex } from '../archive/archive-index.js';
import { parseConnection } from '../connection.js';
import type { PostgresContext } from '../context.js';
import { archiveOf } from '../load/archive-of.js';
import { info } from '../preflight/note.js';
import type { SqlSession } from '../sql-session.js';
import { archiveEncoding } from './archive-tables.js';
import { createBesideTable } from './beside-table.js';
import { compareWith } from './copy-rows.js';
import { attempt } from './explain-table-error.js';
import { createKeptSchema, keepContent, writeRecords } from './kept-tables.js';
import { type LiveTable, readLiveTables } from './live-tables.js';
import { loadTables } from './load-tables.js';
import { closeTables, openTables } from './open-tables.js';
import { optionally } from './optionally.js';
import { findMissingSchemas, Recreation } from './recreate-tables.js';
import { raiseSequences } from './sequences.js';
import { assertAsPlanned, jobsOf, keptNameOf, recordsOf, type TableJob } from './table-jobs.js';
import { asSql } from './table-name.js';
import { inTableTransaction } from './table-transaction.js';

export async function restoreTables(
  context: PostgresContext,
  request: RestoreTablesRequest,
): Promise<RestoredTables> {
  const archive = archiveOf(request.inspection);
  const jobs = jobsOf(request, archive);
  const transaction = {
    connection: parseConnection(request.target),
    keptSchema: request.replacement.keptSchema,
    lockWaitMs: context.tableLockWaitMs,
    signal: request.signal,
    expected: 'restored',
  } as const;
  return await inTableTransaction(transaction, (session) => apply(session, request, archive, jobs));
}

async function apply(
  session: SqlSession,
  request: RestoreTablesRequest,
  archive: ArchiveIndex,
  jobs: readonly TableJob[],
): Promise<RestoredTables> {
  const encoding = archiveEncoding(archive);
  const { keptSchema } = request.replacement;
  const names = jobs.map(({ placedAs }) => placedAs);
  await createKeptSchema(session, keptSchema);
  await assertAsPlanned(session, jobs);
  const madeSchemas = await findMissingSchemas(session, names);
  const recreation = await makeTables(session, request, archive, jobs, madeSchemas);
  const live = await readLiveTables(session, names);
  const replaced = live.filter((table) => keptNameOf(jobs, table) !== null);
  const opened = await openTables(session, replaced);
  const replacedRows = await keepAll(session, keptSchema, jobs, replaced);
  await loadTables(session, request, archive, jobs, encoding);
  await compareAll(session, request, jobs, encoding);
  await closeTables(session, opened);
  await recreation.finish();
  await optionally(session, `ANALYZE ${names.map(asSql).join(', ')}`);
  await writeRecords(session, keptSchema, recordsOf(jobs, live, madeSchemas));
  await raiseSequences(session, replaced);
  return report(request, jobs, replacedRows, recreation);
}

/** What does not exist yet: tables that are gone, or those put beside. */
async function makeTables(
  session: SqlSession,
  { placement }: RestoreTablesRequest,
  archive: ArchiveIndex,
  jobs: readonly TableJob[],
  missingSchemas: readonly string[],
): Promise<Recreation> {
  const isBeside = placement === 'beside';
  const gone = isBeside ? [] : jobs.filter(({ keptAs }) => keptAs === null).map(({ source }) => source);
  const recreation = new Recreation(session, archive, gone, missingSchemas);
  // The archive has no statement for schemas that every new database brings.
  for (const schema of missingSchemas.filter((name) => !recreation.makesSchema(name))) {
    const statement = `CREATE SCHEMA ${escapeIdentifier(schema)}`;
    await attempt(`Schema "${schema}" could not be made`, () => session.query(statement));
  }
  await recreation.begin();
  if (isBeside) for (const { source, placedAs } of jobs) await createBesideTable(session, source, placedAs);
  return recreation;
}

async function keepAll(
  session: SqlSession,
  keptSchema: string,
  jobs: readonly TableJob[],
  replaced: readonly LiveTable[],
): Promise<ReadonlyMap<string, number>> {
  const rows = new Map<string, number>();
  for (const table of replaced) {
    const keptAs = keptNameOf(jobs, table);
    if (keptAs !== null) rows.set(table.name, await keepContent(session, keptSchema, table.name, keptAs));
  }
  return rows;
}

async function compareAll(
  session: SqlSession,
  { onComparing }: RestoreTablesRequest,
  jobs: readonly TableJob[],
  encoding: string,
): Promise<void> {
  for (const [itemsDone, { placedAs, expected }] of jobs.entries()) {
    onComparing?.(itemsDone, jobs.length);
    await compareWith(session, { name: placedAs, encoding }, expected);
  }
  onComparing?.(jobs.length, jobs.length);
}

function report(
  { placement }: RestoreTablesRequest,
  jobs: readonly TableJob[],
  replacedRows: ReadonlyMap<string, number>,
  recreation: Recreation,
): RestoredTables {
  const tables = jobs.map(({ expected, placedAs }) => ({
    name: expected.name,
    placedAs,
    rows: expected.rows,
    replacedRows: replacedRows.get(placedAs) ?? null,
  }));
  const gone = placement === 'replace' ? jobs.filter(({ keptAs }) => keptAs === null) : [];
  const notes: ProblemNote[] = gone.map(({ placedAs }) =>
    info('TABLE_RECREATED', `Table ${placedAs} did not exist and was made anew with all that belongs to it.`),
  );
  return { tables, notes: [...notes, ...recreation.notes] };
}
