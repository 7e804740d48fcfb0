/** Short-lived SQL sessions: one per procedure, closed on every path. */

import { Client, type ClientConfig } from 'pg';

import { canceled, throwIfCanceled } from '../../errors/canceled.js';
import type { PostgresConnection } from './connection.js';
import { explainSqlError } from './explain/explain-sql-error.js';
import { SQL_SESSION_OPTIONS } from './session-options.js';
import { planTls } from './tls-options.js';

export type SqlSession = Client;

const CONNECT_TIMEOUT_MS = 15_000;
const NO_TLS_ON_SERVER = 'The server does not support SSL connections';

/** Runs `work` in a session of its own. Errors come out explained; an abort closes the session at once. */
export async function withSession<T>(
  connection: PostgresConnection,
  signal: AbortSignal | undefined,
  work: (session: SqlSession) => Promise<T>,
): Promise<T> {
  throwIfCanceled(signal);
  try {
    const session = await open(connection);
    return await workWithin(session, signal, work);
  } catch (error) {
    if (signal?.aborted) throw canceled();
    throw explainSqlError(error, connection);
  }
}

async function workWithin<T>(
  session: SqlSession,
  signal: AbortSignal | undefined,
  work: (session: SqlSession) => Promise<T>,
): Promise<T> {
  const close = (): void => void session.end().catch(() => undefined);
  signal?.addEventListener('abort', close, { once: true });
  try {
    throwIfCanceled(signal);
    return await work(session);
  } finally {
    signal?.removeEventListener('abort', close);
    await session.end().catch(() => undefined);
  }
}

async function open(connection: PostgresConnection): Promise<SqlSession> {
  const { tls, canFallBack } = await planTls(connection);
  try {
    return await connect({ ...clientConfig(connection), ssl: tls });
  } catch (error) {
    const hasNoTls = error instanceof Error && error.message === NO_TLS_ON_SERVER;
    if (!canFallBack || !hasNoTls) throw error;
    return await connect({ ...clientConfig(connection), ssl: false });
  }
}

async function connect(config: ClientConfig): Promise<SqlSession> {
  const client = new Client(config);
  // A session that dies between two statements says so here; the next statement then fails by itself.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  return client;
}

function clientConfig(connection: PostgresConnection): ClientConfig {
  const seconds = Number(connection.parameters['connect_timeout'] ?? 0);
  return {
    host: connection.host,
    port: connection.port,
    user: connection.user,
    // A function even where there is none: otherwise pg would look for PGPASSWORD and ~/.pgpass.
    password: () => connection.password?.reveal() ?? '',
    database: connection.database,
    keepAlive: true,
    application_name: 'holdfast',
    connectionTimeoutMillis: seconds > 0 ? seconds * 1000 : CONNECT_TIMEOUT_MS,
    options: `${connection.parameters['options'] ?? ''} ${SQL_SESSION_OPTIONS}`.trim(),
  };
}
