/** The program that writes the server's roles and tablespaces, without their passwords. */

import { access, constants } from 'node:fs/promises';

import type { ComponentSource } from '../../domain/application.js';
import { HoldfastError } from '../../errors/holdfast-error.js';
import type { DumpStage } from '../../ports/component-driver.js';
import { chooseForDump } from './client-tools/choose-client-tools.js';
import { toolPath } from './client-tools/client-tools.js';
import { parseConnection, type PostgresConnection } from './connection.js';
import type { PostgresContext } from './context.js';
import { findMaintenanceDatabase } from './maintenance.js';
import { readServerInfo, type ServerInfo } from './server-info.js';
import { dumpOptions } from './session-options.js';
import { withSession } from './sql-session.js';
import { connectionArguments, createToolEnvironment } from './tool-environment.js';

/** Some managed servers hide one of these. */
const CAN_READ = `
  SELECT bool_and(has_table_privilege(c.oid, 'SELECT')) AS "canRead"
    FROM pg_catalog.pg_class c
   WHERE c.relnamespace = 'pg_catalog'::regnamespace
     AND c.relname IN ('pg_roles', 'pg_auth_members', 'pg_tablespace', 'pg_db_role_setting', 'pg_parameter_acl')`;

export async function dumpGlobals(
  context: PostgresContext,
  source: ComponentSource,
  signal: AbortSignal,
): Promise<DumpStage | null> {
  const connection = parseConnection(source);
  const database = await maintenanceOrNull(connection, signal);
  if (database === null) return null;
  const server = await readableServer({ ...connection, database }, signal);
  if (server === null) return null;
  const tools = chooseForDump(await context.findClientTools(), server.major, 'pg_dumpall');
  const program = toolPath(tools, 'pg_dumpall');
  if (!(await isExecutable(program))) return null;
  const environment = await createToolEnvironment(context.workPath, connection, dumpOptions(server));
  const args = [
    '--globals-only',
    '--no-role-passwords',
    // pg_dumpall reads the database to start from here and ignores the one in the connection string.
    `--database=${database}`,
    ...connectionArguments(connection, database),
  ];
  return {
    spec: { label: 'pg_dumpall', owner: 'driver', program, args, env: environment.env },
    dispose: () => environment.dispose(),
  };
}

async function maintenanceOrNull(
  connection: PostgresConnection,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    return await findMaintenanceDatabase(connection, signal);
  } catch (error) {
    if (error instanceof HoldfastError && error.code === 'SOURCE_PERMISSION_DENIED') return null;
    throw error;
  }
}

async function readableServer(
  connection: PostgresConnection,
  signal: AbortSignal,
): Promise<ServerInfo | null> {
  return await withSession(connection, signal, async (session) => {
    const { rows } = await session.query<{ canRead: boolean }>(CAN_READ);
    return rows[0]?.canRead ? await readServerInfo(session) : null;
  });
}

async function isExecutable(path: string): Promise<boolean> {
  return await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
