/** Puts into an empty throw-away server what a database expects around it: roles and tablespaces. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { DatabaseError, escapeIdentifier, escapeLiteral } from 'pg';

import type { Inspection } from '../../../ports/component-driver.js';
import type { ManifestComponent } from '../../../domain/manifest.js';
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
  component: ManifestComponent;
  inspection: Inspection;
  globalsPath: string | null;
  /** Whether a role without any rights of a superuser loads the backup. */
  isConfined: boolean;
  /** Who loads the backup; made here where it is confined. */
  loader: string;
  /** Where tablespaces get their directories. */
  home: string;
  user: ServerUser | null;
}

export async function furnish(
  context: PostgresContext,
  session: SqlSession,
  options: FurnishOptions,
): Promise<void> {
  const { globalsPath, isConfined } = options;
  const globals = readGlobals(globalsPath === null ? '' : await readFile(globalsPath, 'utf8'));
  // They say which roles are superusers.
  for (const statement of isConfined ? [] : globals.roles) await attempt(context, session, statement);
  await makeRoles(context, session, options);
  await makeTablespaces(context, session, options, globals.tablespaces);
}

/** Once more from the backup itself: a server need not let us read its roles. */
async function makeRoles(
  context: PostgresContext,
  session: SqlSession,
  { component, inspection, isConfined, loader }: FurnishOptions,
): Promise<void> {
  if (isConfined) await session.query(`CREATE ROLE ${escapeIdentifier(loader)} LOGIN CREATEDB`);
  const existing = await readRoles(session);
  const roles = neededRoles(archiveOf(inspection).entries, component.database);
  for (const role of roles) {
    if (!existing.has(role)) await attempt(context, session, `CREATE ROLE ${escapeIdentifier(role)}`);
  }
  if (!isConfined) return;
  const owner = component.database.owner;
  for (const role of roles) {
    await attempt(context, session, grantRole(role, loader));
    // Whoever is to own something must be allowed to create it, which nobody can be told before it is there.
    if (role !== owner) await attempt(context, session, grantRole(owner, role));
  }
}

function grantRole(role: string, member: string): string {
  return `GRANT ${escapeIdentifier(role)} TO ${escapeIdentifier(member)}`;
}

async function makeTablespaces(
  context: PostgresContext,
  session: SqlSession,
  { component, inspection, home, user }: FurnishOptions,
  inGlobals: readonly string[],
): Promise<void> {
  const inBackup = neededTablespaces(archiveOf(inspection).entries, component.database);
  for (const [index, tablespace] of [...new Set([...inGlobals, ...inBackup])].entries()) {
    const path = join(home, `tablespace-${index}`);
    await makePrivate(path, user);
    const name = escapeIdentifier(tablespace);
    await attempt(context, session, `CREATE TABLESPACE ${name} LOCATION ${escapeLiteral(path)}`);
    await attempt(context, session, `GRANT CREATE ON TABLESPACE ${name} TO PUBLIC`);
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
