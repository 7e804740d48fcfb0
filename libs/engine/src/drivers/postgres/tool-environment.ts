/** What PostgreSQL's programs see of a connection: a pass file and variables, nothing in their arguments. */

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { PostgresConnection } from './connection.js';

export interface ToolEnvironment {
  env: Record<string, string>;
  /** A private directory that goes with `dispose`. */
  directory: string;
  /** Can be called more than once. */
  dispose(): Promise<void>;
}

const VARIABLES: Readonly<Record<string, string>> = {
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
  sslcrl: 'PGSSLCRL',
  sslnegotiation: 'PGSSLNEGOTIATION',
  gssencmode: 'PGGSSENCMODE',
  krbsrvname: 'PGKRBSRVNAME',
  channel_binding: 'PGCHANNELBINDING',
  target_session_attrs: 'PGTARGETSESSIONATTRS',
  connect_timeout: 'PGCONNECT_TIMEOUT',
};
const CONNECT_TIMEOUT_SECONDS = '15';

/** @param sessionOptions settings in the form of PGOPTIONS; they win over those of the address. */
export async function createToolEnvironment(
  workPath: string,
  connection: PostgresConnection,
  sessionOptions: string,
): Promise<ToolEnvironment> {
  await mkdir(workPath, { recursive: true, mode: 0o700 });
  const directory = await mkdtemp(join(workPath, 'postgres-'));
  const dispose = (): Promise<void> => rm(directory, { recursive: true, force: true });
  try {
    const passFile = await writePassFile(directory, connection);
    return { env: variables(connection, sessionOptions, directory, passFile), directory, dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** Host, port, role and database as arguments; the name can never be read as a list of options. */
export function connectionArguments(
  connection: PostgresConnection,
  database = connection.database,
): string[] {
  return [
    `--host=${connection.host}`,
    `--port=${connection.port}`,
    `--username=${connection.user}`,
    `--dbname=dbname='${database.replace(/[\\']/g, '\\$&')}'`,
    '--no-password',
  ];
}

function variables(
  connection: PostgresConnection,
  sessionOptions: string,
  home: string,
  passFile: string,
): Record<string, string> {
  const env: Record<string, string> = {
    HOME: home,
    PGPASSFILE: passFile,
    PGAPPNAME: 'holdfast',
    PGCONNECT_TIMEOUT: CONNECT_TIMEOUT_SECONDS,
    PGOPTIONS: [connection.parameters['options'] ?? '', sessionOptions].join(' ').trim(),
  };
  for (const [parameter, variable] of Object.entries(VARIABLES)) {
    const value = connection.parameters[parameter];
    if (value !== undefined) env[variable] = value;
  }
  return env;
}

/** The file serves one run only, so it need not repeat host and database: fewer names to escape. */
async function writePassFile(directory: string, connection: PostgresConnection): Promise<string> {
  const path = join(directory, 'pgpass');
  const password = connection.password?.reveal().replace(/[\\:]/g, '\\$&');
  await writeFile(path, password === undefined ? '' : `*:*:*:*:${password}\n`, { mode: 0o600 });
  return path;
}
