/** Puts into an empty throw-away server what a database expects around it: roles and tablespaces. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { DatabaseError, escapeIdentifier, escapeLiteral } from 'pg';

import type { Inspection } from '../../../ports/component-driver.js';
import type { DatabaseProperties } from '../../../domain/manifest.js';
import { messageOf } from '../explain/explain-sql-error.js';
import { archiveOf } from '../load/archive-of.js';
import type { PostgresContext } from '../context.js';
import type { SqlSession } from '../sql-session.js';
import { makePrivate } from './cluster-place.js';
import { readGlobals } from './globals-statements.js';
import { neededRoles, neededTablespaces } from './needed-names.js';
import type { ServerUser } from './server-user.js';
import { singleStatement } from './single-statement.js';

export interface FurnishOptions {
  inspection: Inspection;
  database: DatabaseProperties;
  globalsPath: string | null;
  /** Where tablespaces get their directories. */
  home: string;
  user: ServerUser | null;
}

export async function furnish(
  context: PostgresContext,
  session: SqlSession,
  options: FurnishOptions,
): Promise<void> {
  const { inspection, database, globalsPath } = options;
  const { entries } = archiveOf(inspection);
  const globals = readGlobals(globalsPath === null ? '' : await readFile(globalsPath, 'utf8'));
  for (const statement of globals.roles) await attempt(context, session, statement);
  // Once more from the backup itself: a server need not let us read its roles.
  const existing = await readRoles(session);
  for (const role of neededRoles(entries, database)) {
    if (!existing.has(role)) await attempt(context, session, `CREATE ROLE ${escapeIdentifier(role)}`);
  }
  const tablespaces = [...new Set([...globals.tablespaces, ...neededTablespaces(entries, database)])];
  for (const [index, name] of tablespaces.entries()) {
    const path = join(options.home, `tablespace-${index}`);
    await makePrivate(path, options.user);
    const statement = `CREATE TABLESPACE ${escapeIdentifier(name)} LOCATION ${escapeLiteral(path)}`;
    await attempt(context, session, statement);
  }
}

async function readRoles(session: SqlSession): Promise<Set<string>> {
  const { rows } = await session.query<{ name: string }>('SELECT rolname AS name FROM pg_catalog.pg_roles');
  return new Set(rows.map(({ name }) => name));
}

/** What is missing afterwards makes the load fail, which then names it. */
async function attempt({ logger }: PostgresContext, session: SqlSession, text: string): Promise<void> {
  try {
    await session.query(singleStatement(text));
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.severity === 'FATAL') throw error;
    logger.debug('A statement about roles or tablespaces did not apply to the throw-away server', {
      reason: messageOf(error),
    });
  }
}
