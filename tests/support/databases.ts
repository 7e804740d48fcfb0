/** Which databases stand on a server, and which of them a restore left there. */

import pg from 'pg';

import type { PostgresCluster } from './postgres-cluster.js';

export interface DatabaseFacts {
  name: string;
  oid: number;
  isConnectable: boolean;
}

export async function listDatabases(cluster: PostgresCluster): Promise<DatabaseFacts[]> {
  return cluster.query<Record<keyof DatabaseFacts, never>>(
    `SELECT datname AS name, oid::int AS oid, datallowconn AS "isConnectable"
       FROM pg_database WHERE NOT datistemplate AND datname <> 'postgres' ORDER BY 1`,
  );
}

export async function oidOf(cluster: PostgresCluster, name: string): Promise<number | undefined> {
  return (await listDatabases(cluster)).find((database) => database.name === name)?.oid;
}

/** Names of the databases that restores load into. */
export async function restoringDatabases(cluster: PostgresCluster): Promise<string[]> {
  return (await listDatabases(cluster))
    .map(({ name }) => name)
    .filter((name) => name.includes('__restoring_'));
}

/** Removes what restores keep for their undo, so that the next test sees only its own. */
export async function dropKeptDatabases(cluster: PostgresCluster): Promise<void> {
  const kept = (await listDatabases(cluster)).filter(({ name }) => /__(?:before|undone)_/.test(name));
  for (const { name } of kept) await cluster.query(`DROP DATABASE ${pg.escapeIdentifier(name)} WITH (FORCE)`);
}
