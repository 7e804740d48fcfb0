/** The content from before a table-level restore, in one transaction; what the restore made is dropped. */

import { escapeIdentifier } from 'pg';

import type { ComponentSource } from '../../../domain/application.js';
import { HoldfastError } from '../../../errors/holdfast-error.js';
import type { TablesReplacement } from '../../../ports/component-driver.js';
import { parseConnection } from '../connection.js';
import type { PostgresContext } from '../context.js';
import type { SqlSession } from '../sql-session.js';
import { attempt } from './explain-table-error.js';
import { dropKeptSchema, type KeptRecord, readRecords } from './kept-tables.js';
import { type LiveTable, readLiveTables } from './live-tables.js';
import { closeTables, openTables } from './open-tables.js';
import { optionally } from './optionally.js';
import { asSql, columnList, quoteTable } from './table-name.js';
import { assertOurSchema } from './table-names.js';
import { inTableTransaction } from './table-transaction.js';

export async function undoTables(
  context: PostgresContext,
  target: ComponentSource,
  { keptSchema }: TablesReplacement,
  signal: AbortSignal,
): Promise<void> {
  assertOurSchema(keptSchema);
  const connection = parseConnection(target);
  const { tableLockWaitMs: lockWaitMs } = context;
  const transaction = { connection, keptSchema, lockWaitMs, signal, expected: 'untouched' } as const;
  await inTableTransaction(transaction, async (session) => {
    const records = await readRecords(session, keptSchema);
    await dropMade(session, records);
    await putBack(session, keptSchema, records);
    await dropKeptSchema(session, keptSchema, records);
  });
}

/** First, so that their foreign keys are not put back and checked. */
async function dropMade(session: SqlSession, records: readonly KeptRecord[]): Promise<void> {
  const made = records.filter(({ keptAs }) => keptAs === null);
  const names = made.map(({ placedAs }) => placedAs);
  const live = await readLiveTables(session, names);
  for (const { placedAs, oid } of made) {
    const found = live.find(({ name }) => name === placedAs);
    if (found !== undefined && found.oid !== oid) throw unavailable(`Table ${placedAs} was exchanged since`);
  }
  if (live.length > 0) {
    const dropped = live.map(({ name }) => asSql(name)).join(', ');
    await attempt(`${dropped} could not be dropped`, () => session.query(`DROP TABLE ${dropped}`));
  }
  // A schema in which something else stands by now stays.
  const schemas = new Set(made.flatMap(({ madeSchema }) => madeSchema ?? []));
  for (const schema of schemas) await optionally(session, `DROP SCHEMA ${escapeIdentifier(schema)}`);
}

async function putBack(
  session: SqlSession,
  keptSchema: string,
  records: readonly KeptRecord[],
): Promise<void> {
  const replaced = records.filter(({ keptAs }) => keptAs !== null);
  const live = await readLiveTables(
    session,
    replaced.map(({ placedAs }) => placedAs),
  );
  const gone = replaced.find(
    ({ placedAs }) => !live.some(({ name, kind }) => name === placedAs && kind === 'r'),
  );
  if (gone !== undefined)
    throw unavailable(`Table ${gone.placedAs} was dropped or exchanged since`, keptSchema);
  const opened = await openTables(session, live);
  for (const table of live) {
    const keptAs = replaced.find(({ placedAs }) => placedAs === table.name)?.keptAs ?? '';
    await refill(session, table, quoteTable({ schema: keptSchema, table: keptAs }));
  }
  await closeTables(session, opened);
  if (live.length > 0) await optionally(session, `ANALYZE ${live.map(({ name }) => asSql(name)).join(', ')}`);
}

async function refill(session: SqlSession, table: LiveTable, kept: string): Promise<void> {
  const [content] = await readLiveTables(session, [kept]);
  if (content === undefined) throw unavailable(`The previous content of ${table.name} is gone`);
  const generated = table.columns.filter(({ isGenerated }) => isGenerated).map(({ name }) => name);
  const columns = content.columns.map(({ name }) => name).filter((name) => !generated.includes(name));
  const lost = columns.filter((column) => !table.columns.some(({ name }) => name === column));
  if (lost.length > 0) {
    throw unavailable(
      `Table ${table.name} no longer has the columns ${lost.join(', ')}, which were filled before`,
      kept,
    );
  }
  const list = columnList(columns);
  const values = columns.map((column) => escapeIdentifier(column)).join(', ');
  await attempt(`The previous content of ${table.name} could not be put back`, async () => {
    await session.query(`TRUNCATE ONLY ${asSql(table.name)}`);
    await session.query(
      `INSERT INTO ${asSql(table.name)}${list} OVERRIDING SYSTEM VALUE SELECT ${values} FROM ${kept}`,
    );
  });
}

function unavailable(what: string, kept: string | null = null): HoldfastError {
  const hint =
    kept === null
      ? 'Look at the tables yourself; the restore can no longer be undone as a whole.'
      : `The previous content is still in ${kept}: take from it what you need.`;
  return new HoldfastError('UNDO_NOT_AVAILABLE', `${what}. Nothing was changed.`, { hint });
}
