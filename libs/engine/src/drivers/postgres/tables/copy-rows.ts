/** Rows into a table and out of it, as COPY text in the archive's encoding. */

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { from, to } from 'pg-copy-streams';

import type { TableFingerprint } from '../../../domain/fingerprint.js';
import { HoldfastError } from '../../../errors/holdfast-error.js';
import { createTableHash } from '../archive/table-hash.js';
import type { SqlSession } from '../sql-session.js';
import { attempt } from './explain-table-error.js';
import { asSql, columnList } from './table-name.js';

export interface CopyTarget {
  /** The live table, in any quoting. */
  name: string;
  columns: readonly string[];
  encoding: string;
}

export async function copyIn(
  session: SqlSession,
  target: CopyTarget,
  rows: AsyncIterable<Buffer>,
): Promise<void> {
  const { name, columns, encoding } = target;
  const statement = `COPY ${asSql(name)}${columnList(columns)} FROM STDIN WITH (ENCODING '${encoding}')`;
  await attempt(`Table ${name} could not be loaded`, () =>
    pipeline(Readable.from(rows), session.query(from(statement))),
  );
}

/** Throws RESTORE_MISMATCH where the table does not hold exactly what the backup recorded. */
export async function compareWith(
  session: SqlSession,
  { name, encoding }: Omit<CopyTarget, 'columns'>,
  expected: TableFingerprint,
): Promise<void> {
  // The recorded order is asked for, so that nothing has to be reordered here.
  const statement = `COPY ${asSql(name)}${columnList(expected.columns)} TO STDOUT WITH (ENCODING '${encoding}')`;
  const { hash } = createTableHash(expected.columns, null);
  await attempt(`Table ${name} could not be read back`, async () => {
    for await (const chunk of session.query(to(statement)) as AsyncIterable<Buffer>) {
      hash.write(chunk, new DataView(chunk.buffer, chunk.byteOffset, chunk.length), 0, chunk.length);
    }
  });
  const isEqual =
    hash.rows === expected.rows && hash.bytes === expected.bytes && hash.digest() === expected.hash;
  if (isEqual) return;
  const found =
    hash.rows === expected.rows
      ? `other content in its ${hash.rows} rows`
      : `${hash.rows} rows instead of ${expected.rows}`;
  throw new HoldfastError(
    'RESTORE_MISMATCH',
    `Restored from ${expected.name}, table ${name} has ${found}. Nothing was changed.`,
    { hint: 'If a column’s type was changed since the backup, restore the table beside under another name.' },
  );
}
