/**
 * A table under another name, made from the archive's own statement: its columns, without indexes, keys,
 * sequences and triggers, which belong to the original.
 */
import { HoldfastError } from '../../../errors/holdfast-error.js';
import type { SqlSession } from '../sql-session.js';
import type { ArchiveTable } from './archive-tables.js';
import { attempt } from './explain-table-error.js';
import { firstStatement } from './first-statement.js';
import { readLiveTables } from './live-tables.js';
import { revokeDefaultGrants } from './own-grants.js';

const CREATE = /^\s*CREATE (UNLOGGED )?TABLE /;
const INHERITS = /\nINHERITS \(/;

export async function createBesideTable(
  session: SqlSession,
  table: ArchiveTable,
  placedAs: string,
): Promise<void> {
  const statement = besideStatement(table, placedAs);
  if (statement === null) throw notPossible(table.name);
  await attempt(`Table ${placedAs} could not be made`, () => session.query(statement));
  for (const { oid } of await readLiveTables(session, [placedAs])) await revokeDefaultGrants(session, oid);
}

/** Null where it cannot be made alone: a child that has columns of its parents would be read with them. */
export function besideStatement({ name, definition }: ArchiveTable, placedAs: string): string | null {
  const statement = firstStatement(definition?.defn ?? '');
  const head = CREATE.exec(statement);
  if (head === null || INHERITS.test(statement)) return null;
  const rest = statement.slice(head[0].length);
  return rest.startsWith(`${name} `) ? `${head[0]}${placedAs}${rest.slice(name.length)}` : null;
}

export function notPossible(name: string): HoldfastError {
  return new HoldfastError(
    'TABLE_NOT_RESTORABLE',
    `Table ${name} cannot be put beside under another name: it inherits from others, or belongs to an extension.`,
    { hint: 'Restore it in its place, or restore the whole backup.' },
  );
}
