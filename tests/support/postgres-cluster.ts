/** A throw-away PostgreSQL server for one spec: started in under a second, gone without a trace. */

import pg from 'pg';

import {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startPostgres,
} from '../../scripts/embedded-postgres.mjs';

export interface PostgresCluster {
  readonly port: number;
  readonly password: string;
  readonly socketDirectory: string;
  readonly dataDirectory: string;
  /** Where the programs of this server's version are. */
  readonly binDirectory: string;
  /** Address over TCP, as the superuser `postgres`. */
  url(database?: string): string;
  /** Runs one or more statements in `database` (default `postgres`); the rows are those of the last one. */
  query<Row extends pg.QueryResultRow = Record<string, unknown>>(
    sql: string,
    database?: string,
  ): Promise<Row[]>;
  /** Makes an empty database with exactly this name, whatever is in it, and returns its address. */
  createDatabase(name: string): Promise<string>;
  /** Ends the server and removes its directory. Can be called twice. */
  stop(): Promise<void>;
}

/** Small, so that several specs fit on one machine. */
const TEST_SETTINGS = { shared_buffers: '32MB', max_connections: 50, max_wal_size: '2GB' };

export async function startCluster(
  options: Omit<EmbeddedPostgresOptions, 'dataDirectory'> = {},
): Promise<PostgresCluster> {
  return clusterOf(await startPostgres({ ...options, settings: { ...TEST_SETTINGS, ...options.settings } }));
}

/** The same handle over a server that somebody else started. */
export function clusterOf(server: EmbeddedPostgres): PostgresCluster {
  const query: PostgresCluster['query'] = (sql, database) => runQuery(server, sql, database);
  return {
    port: server.port,
    password: server.password,
    socketDirectory: server.socketDirectory,
    dataDirectory: server.dataDirectory,
    binDirectory: server.binDirectory,
    url: (database) => server.url(database),
    query,
    createDatabase: async (name) => {
      await query(`CREATE DATABASE ${pg.escapeIdentifier(name)} TEMPLATE template0`);
      return server.url(name);
    },
    stop: () => server.stop(),
  };
}

async function runQuery<Row extends pg.QueryResultRow>(
  server: EmbeddedPostgres,
  sql: string,
  database = 'postgres',
): Promise<Row[]> {
  const client = new pg.Client({
    host: server.socketDirectory,
    port: server.port,
    user: server.superuser,
    password: server.password,
    database,
  });
  await client.connect();
  try {
    const result = (await client.query<Row>(sql)) as pg.QueryResult<Row> | pg.QueryResult<Row>[];
    return (Array.isArray(result) ? result.at(-1) : result)?.rows ?? [];
  } finally {
    await client.end();
  }
}
