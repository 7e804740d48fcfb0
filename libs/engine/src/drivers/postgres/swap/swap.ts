/** Makes the restored database live and keeps the old one. */

import { escapeIdentifier } from 'pg';

import type { ComponentSource } from '../../../domain/application.js';
import type { DatabaseReplacement } from '../../../domain/database-replacement.js';
import type { SwapReport } from '../../../ports/component-driver.js';
import { parseConnection } from '../connection.js';
import type { PostgresContext } from '../context.js';
import { readOids } from '../databases-on-server.js';
import { withMaintenance } from '../maintenance.js';
import type { SqlSession } from '../sql-session.js';
import { exchangeDatabases } from './exchange-databases.js';

export async function swapIn(
  context: PostgresContext,
  target: ComponentSource,
  replacement: DatabaseReplacement,
  signal: AbortSignal,
): Promise<SwapReport> {
  const connection = parseConnection(target);
  await withMaintenance(connection, signal, (session) => ensureLive(session, replacement));
  const exchange = {
    liveName: replacement.liveName,
    outgoingName: replacement.keptName,
    incomingName: replacement.besideName,
  };
  return await exchangeDatabases(context, connection, exchange, signal);
}

/**
 * Where somebody dropped the live database, an empty one that lets nobody in takes its place:
 * the exchange is then the same one transaction, and its traces mean the same.
 */
async function ensureLive(session: SqlSession, replacement: DatabaseReplacement): Promise<void> {
  const { liveName, besideName } = replacement;
  const existing = await readOids(session, [liveName, besideName]);
  if (existing.has(liveName) || !existing.has(besideName)) return;
  const options = 'TEMPLATE template0 ALLOW_CONNECTIONS false';
  await session.query(`CREATE DATABASE ${escapeIdentifier(liveName)} WITH ${options}`);
}
