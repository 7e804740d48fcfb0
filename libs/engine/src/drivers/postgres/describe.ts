/** Looks at a database without touching it. */

import type { ProblemNote } from '@holdfast/contract';

import type { ComponentSource } from '../../domain/application.js';
import type { ComponentDescription } from '../../ports/component-driver.js';
import { chooseForDump, FIRST_WITH_TRANSACTION_TIMEOUT } from './client-tools/choose-client-tools.js';
import type { ClientTools } from './client-tools/client-tools.js';
import { parseConnection } from './connection.js';
import type { PostgresContext } from './context.js';
import { readDatabaseProperties } from './database-properties.js';
import { readServerInfo, type ServerInfo } from './server-info.js';
import type { SqlSession } from './sql-session.js';
import { withSession } from './sql-session.js';
import { missingRights, readSwapRights } from './swap-rights.js';

export async function describeDatabase(
  context: PostgresContext,
  source: ComponentSource,
  signal: AbortSignal,
): Promise<ComponentDescription> {
  const connection = parseConnection(source);
  return await withSession(connection, signal, async (session) => {
    const server = await readServerInfo(session);
    const tools = chooseForDump(await context.findClientTools(), server.major);
    const rights = await readSwapRights(session, connection.database);
    const missing = rights ? missingRights(rights) : [];
    return {
      databaseName: connection.database,
      engine: { name: 'PostgreSQL', version: server.version },
      tool: { name: 'pg_dump', version: tools.version },
      sizeBytes: await readSize(session),
      database: await readDatabaseProperties(session),
      canSwap: missing.length === 0,
      notes: [...missing.map(asWarning), ...toolNotes(tools, server)],
    };
  });
}

async function readSize(session: SqlSession): Promise<number> {
  const { rows } = await session.query<{ size: string }>(
    'SELECT pg_database_size(current_database())::text AS size',
  );
  return Number(rows[0]?.size ?? 0);
}

/** It stops a restore by swap, not a backup. */
function asWarning(note: ProblemNote): ProblemNote {
  return { ...note, severity: 'warning' };
}

function toolNotes(tools: ClientTools, server: ServerInfo): ProblemNote[] {
  if (tools.major < FIRST_WITH_TRANSACTION_TIMEOUT || server.major >= FIRST_WITH_TRANSACTION_TIMEOUT)
    return [];
  return [
    {
      code: 'CLIENT_TOO_NEW',
      severity: 'warning',
      message: `Backups made by pg_dump ${tools.major} cannot be restored to server ${server.major}.`,
      hint: `Install postgresql-client-${server.major}.`,
    },
  ];
}
