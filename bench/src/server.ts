/** The throw-away PostgreSQL server, and SQL on it. */

import pg from 'pg';

import { type EmbeddedPostgres, startPostgres } from '../../scripts/embedded-postgres.mjs';

/** A small server as people run it; no fsync, because whatever else the machine writes would be measured too. */
const SETTINGS = {
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  max_connections: 40,
  checkpoint_timeout: '30min',
  autovacuum: 'off',
};

export class BenchServer {
  readonly #server: EmbeddedPostgres;
  readonly #signal: AbortSignal;

  private constructor(server: EmbeddedPostgres, signal: AbortSignal) {
    this.#server = server;
    this.#signal = signal;
  }

  static async start(signal: AbortSignal): Promise<BenchServer> {
    return new BenchServer(await startPostgres({ settings: SETTINGS }), signal);
  }

  get binDirectory(): string {
    return this.#server.binDirectory;
  }

  url(database: string): string {
    return this.#server.url(database);
  }

  /** For PostgreSQL's programs. */
  environment(database: string): Record<string, string> {
    const { port, superuser, password } = this.#server;
    return {
      PGHOST: '127.0.0.1',
      PGPORT: String(port),
      PGUSER: superuser,
      PGPASSWORD: password,
      PGDATABASE: database,
    };
  }

  /** Runs the statements one after the other, and returns the first value of the last one's first row. */
  async query(database: string, statements: readonly string[]): Promise<unknown> {
    this.#signal.throwIfAborted();
    const client = new pg.Client({ connectionString: this.url(database) });
    client.on('error', () => undefined);
    await client.connect();
    const interrupt = () => void client.end();
    this.#signal.addEventListener('abort', interrupt, { once: true });
    try {
      let value: unknown;
      for (const text of statements) {
        const { rows } = await client.query<unknown[]>({ text, rowMode: 'array' });
        value = rows[0]?.[0];
      }
      return value;
    } finally {
      this.#signal.removeEventListener('abort', interrupt);
      if (!this.#signal.aborted) await client.end();
    }
  }

  async recreate(database: string): Promise<void> {
    await this.query('postgres', [
      `DROP DATABASE IF EXISTS ${database}`,
      `CREATE DATABASE ${database} TEMPLATE template0`,
    ]);
  }

  /** So that nobody writes back what the one before changed. */
  async settle(): Promise<void> {
    await this.query('postgres', ['CHECKPOINT']);
  }

  async sizeBytes(database: string): Promise<number> {
    return Number(await this.query(database, ['SELECT pg_database_size(current_database())']));
  }

  stop(): Promise<void> {
    return this.#server.stop();
  }
}
