/** A scratch database on a server that the administrator named for drills. */

import type { ComponentSource } from '../../../domain/application.js';
import type { Secret } from '../../../domain/secret.js';
import { asHoldfastError } from '../../../errors/holdfast-error.js';
import type { ScratchServer, ScratchServerRequest } from '../../../ports/component-driver.js';
import { parseConnection, withDatabase } from '../connection.js';
import type { PostgresContext } from '../context.js';
import { readDatabaseNames } from '../databases-on-server.js';
import { dropReplacement } from '../drop.js';
import { withMaintenance } from '../maintenance.js';
import { readServerInfo } from '../server-info.js';
import type { SqlSession } from '../sql-session.js';
import { holdLock } from './held-lock.js';
import { lockKeys, newScratchName, replacementOf, scratchDatabase } from './scratch-names.js';

/** Its name in messages: people know it by the setting's name. */
const SETTING = 'DRILL_DATABASE_URL';

export async function openNamedServer(
  context: PostgresContext,
  { component, signal }: ScratchServerRequest,
  connection: Secret,
): Promise<ScratchServer> {
  const named: ComponentSource = { name: SETTING, kind: component.kind, connection };
  const liveName = newScratchName();
  // From here on: the maintenance database, where locks are held, is then the same whatever the address names.
  const source = { ...withDatabase(named, liveName), name: component.name };
  const address = parseConnection(source);
  await dropAbandoned(context, source, signal);
  const lock = await holdLock(address, liveName);
  const dispose = async (): Promise<void> => {
    try {
      await dropOwn(source, liveName);
    } finally {
      await lock.release();
    }
  };
  try {
    const { version } = await withMaintenance(address, signal, readServerInfo);
    return { kind: 'named', source, version, component, notes: [], dispose };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function dropOwn(source: ComponentSource, liveName: string): Promise<void> {
  const names = await withMaintenance(parseConnection(source), undefined, readDatabaseNames);
  for (const name of names) {
    const found = scratchDatabase(name);
    if (found?.liveName === liveName) await dropReplacement(source, replacementOf(found), 'beside');
  }
}

/** Left by drills whose console was killed: nobody is connected, and nobody holds the drill's lock. */
async function dropAbandoned(
  context: PostgresContext,
  source: ComponentSource,
  signal: AbortSignal,
): Promise<void> {
  await withMaintenance(parseConnection(source), signal, async (session) => {
    for (const name of await readIdleNames(session)) {
      const found = scratchDatabase(name);
      if (found === null || !(await tryLock(session, found.liveName))) continue;
      try {
        await dropReplacement(withDatabase(source, found.liveName), replacementOf(found), 'beside');
      } catch (error) {
        const reason = asHoldfastError(error).message;
        context.logger.warn('The database of an abandoned drill could not be dropped', {
          database: name,
          reason,
        });
      } finally {
        await session.query('SELECT pg_catalog.pg_advisory_unlock($1, $2)', lockKeys(found.liveName));
      }
    }
  });
}

async function readIdleNames(session: SqlSession): Promise<string[]> {
  const { rows } = await session.query<{ name: string }>(
    `SELECT datname AS name FROM pg_catalog.pg_database d
      WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity a WHERE a.datid = d.oid)`,
  );
  return rows.map(({ name }) => name);
}

async function tryLock(session: SqlSession, liveName: string): Promise<boolean> {
  const { rows } = await session.query<{ isFree: boolean }>(
    'SELECT pg_catalog.pg_try_advisory_lock($1, $2) AS "isFree"',
    lockKeys(liveName),
  );
  return rows[0]?.isFree ?? false;
}
