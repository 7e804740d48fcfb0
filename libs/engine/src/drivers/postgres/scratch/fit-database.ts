/** The database's properties as this machine can give them: locales differ from machine to machine. */

import type { ProblemNote } from '@holdfast/contract';
import { DatabaseError } from 'pg';

import type { DatabaseProperties } from '../../../domain/manifest.js';
import { createDatabaseSql } from '../beside/create-database-sql.js';
import { warning } from '../preflight/note.js';
import type { SqlSession } from '../sql-session.js';

export interface FittedDatabase {
  database: DatabaseProperties;
  notes: ProblemNote[];
}

const PROBE = 'holdfast_probe';

/** The first that the server accepts; creating one is the only sure way to ask. */
export async function fitDatabase(
  session: SqlSession,
  database: DatabaseProperties,
  serverMajor: number,
): Promise<FittedDatabase> {
  let refusal: unknown;
  for (const candidate of candidates(database)) {
    const problem = await tryOut(session, candidate, serverMajor);
    if (problem === null) {
      return { database: candidate, notes: candidate === database ? [] : [substituted(database, candidate)] };
    }
    refusal ??= problem;
  }
  throw refusal;
}

/** Nearest first: character classes matter to more databases than the order of strings does. */
function candidates(database: DatabaseProperties): DatabaseProperties[] {
  const locales = database.encoding === 'UTF8' ? ['C.UTF-8', 'C'] : ['C'];
  const withLocale = (base: DatabaseProperties): DatabaseProperties[] =>
    locales.map((locale) => ({ ...base, collate: locale, ctype: locale }));
  const libc = { ...database, localeProvider: 'libc' as const, locale: null, icuRules: null };
  const isLibc = database.localeProvider === 'libc';
  return [database, ...(isLibc ? [] : withLocale(database)), ...withLocale(libc)];
}

async function tryOut(
  session: SqlSession,
  database: DatabaseProperties,
  serverMajor: number,
): Promise<Error | null> {
  try {
    await session.query(
      createDatabaseSql({ name: PROBE, database, serverMajor, owner: null, tablespace: null }),
    );
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.severity === 'FATAL') throw error;
    return error;
  }
  await session.query(`DROP DATABASE ${PROBE}`);
  return null;
}

function substituted(original: DatabaseProperties, used: DatabaseProperties): ProblemNote {
  const name = original.locale ?? original.collate;
  return warning(
    'LOCALE_SUBSTITUTED',
    `The locale "${name}" is not installed on this machine; the drill used "${used.collate}" instead.`,
    `Install it (for example with locale-gen ${name}) to run the drill with the same order of strings.`,
  );
}
