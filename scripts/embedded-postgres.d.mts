/** Types of embedded-postgres.mjs for the tests. */

export interface EmbeddedPostgresOptions {
  /** Persistent home of the cluster; without it the cluster is thrown away at the end. */
  dataDirectory?: string;
  /** 0 (default): a free one. */
  port?: number;
  /** No TCP at all. */
  socketOnly?: boolean;
  superuser?: string;
  password?: string;
  /** For postgresql.conf. */
  settings?: Record<string, string | number>;
}

export interface EmbeddedPostgres {
  directory: string;
  dataDirectory: string;
  binDirectory: string;
  socketDirectory: string;
  port: number;
  superuser: string;
  password: string;
  url(database?: string): string;
  stop(): Promise<void>;
}

export function freePort(): Promise<number>;
export function startPostgres(options?: EmbeddedPostgresOptions): Promise<EmbeddedPostgres>;
