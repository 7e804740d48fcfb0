/** What a program's run must know of the server and the database beforehand. */

import type { PostgresConnection } from './connection.js';
import type { ToolSession } from './session-options.js';
import { type SqlSession, withSession } from './sql-session.js';

export interface ServerInfo extends ToolSession {
  /** As the server calls itself, without its distributor's remarks, e.g. `15.18`. */
  version: string;
  major: number;
}

const QUERY = `
  SELECT current_setting('server_version') AS version,
         current_setting('server_version_num')::int / 10000 AS major,
         current_setting('is_superuser') = 'on' AS "isSuperuser",
         pg_catalog.pg_encoding_to_char(encoding) AS encoding
    FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()`;

export async function readServerInfo(session: SqlSession): Promise<ServerInfo> {
  const { rows } = await session.query<ServerInfo>(QUERY);
  const info = rows[0];
  if (!info) throw new Error('the server does not list the database it is connected to');
  return { ...info, version: info.version.split(' ')[0] ?? info.version };
}

export async function askServerInfo(
  connection: PostgresConnection,
  signal?: AbortSignal,
): Promise<ServerInfo> {
  return await withSession(connection, signal, readServerInfo);
}
