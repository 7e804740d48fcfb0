/** Drops databases that this driver made or renamed, and no others. */

import { escapeIdentifier } from 'pg';

import type { ComponentSource } from '../../domain/application.js';
import type { DatabaseReplacement } from '../../domain/database-replacement.js';
import { HoldfastError } from '../../errors/holdfast-error.js';
import { parseConnection } from './connection.js';
import { withMaintenance } from './maintenance.js';
import { isReplacementOf } from './replacement-names.js';
import type { SqlSession } from './sql-session.js';

interface DatabaseFacts {
  oid: string;
  isTemplate: boolean;
  major: number;
}

const FACTS = `
  SELECT oid::text AS oid, datistemplate AS "isTemplate",
         current_setting('server_version_num')::int / 10000 AS major
    FROM pg_catalog.pg_database WHERE datname = $1`;
const FIRST_WITH_FORCE = 13;

/** Does nothing where it does not exist. */
export async function dropReplacement(
  target: ComponentSource,
  replacement: DatabaseReplacement,
  which: 'beside' | 'kept' | 'undone',
): Promise<void> {
  const connection = parseConnection(target);
  const name = nameOf(replacement, which);
  for (const live of [connection.database, replacement.liveName]) refuseForeign(live, name);
  await withMaintenance(connection, undefined, (session) => dropIfExists(session, name));
}

function nameOf(replacement: DatabaseReplacement, which: 'beside' | 'kept' | 'undone'): string {
  if (which === 'beside') return replacement.besideName;
  return which === 'kept' ? replacement.keptName : replacement.undoneName;
}

function refuseForeign(liveName: string, name: string): void {
  if (isReplacementOf(liveName, name)) return;
  throw new HoldfastError('INVALID_STATE', `Database "${name}" was not made by a restore of "${liveName}".`, {
    hint: 'Only databases that a restore left beside the live one are dropped; drop others yourself.',
  });
}

async function dropIfExists(session: SqlSession, name: string): Promise<void> {
  const facts = (await session.query<DatabaseFacts>(FACTS, [name])).rows[0];
  if (!facts) return;
  const quoted = escapeIdentifier(name);
  if (facts.isTemplate) await session.query(`ALTER DATABASE ${quoted} WITH IS_TEMPLATE false`);
  await session.query(`ALTER DATABASE ${quoted} WITH ALLOW_CONNECTIONS false`);
  if (facts.major >= FIRST_WITH_FORCE) {
    await session.query(`DROP DATABASE IF EXISTS ${quoted} WITH (FORCE)`);
    return;
  }
  await session.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datid = $1::oid AND pid <> pg_backend_pid()',
    [facts.oid],
  );
  // It waits up to five seconds for those that were just told to go.
  await session.query(`DROP DATABASE IF EXISTS ${quoted}`);
}
