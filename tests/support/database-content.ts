/** All of a database as text that can be compared: definitions, rows whatever their order, large objects. */

import { join } from 'node:path';

import pg from 'pg';

import type { PostgresCluster } from './postgres-cluster.js';
import { mustRunTool } from './run-tool.js';

export interface DatabaseContent {
  /** What `pg_dump --schema-only --create` says. */
  definition: string;
  /** By table or materialized view: number of rows and a hash that does not depend on their order. */
  rows: Record<string, string>;
  sequences: Record<string, string>;
  largeObjects: string[];
}

/** So that two readings are written the same way, whatever the database sets. */
const PLAIN_SESSION = [
  'timezone=UTC',
  'datestyle=ISO',
  'lc_monetary=C',
  'bytea_output=hex',
  'array_nulls=on',
  'search_path=',
  'statement_timeout=0',
  'role=none',
];

const RELATIONS = `
  SELECT c.oid::regclass::text AS name, c.relkind AS kind, c.relispopulated AS "isPopulated",
         COALESCE((SELECT array_agg(quote_ident(a.attname) ORDER BY a.attname)
                     FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), '{}') AS columns
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'm', 'S') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   ORDER BY 1`;
const LARGE_OBJECTS = `
  SELECT format('%s %s %s %s %s', m.oid, pg_get_userbyid(lomowner), lomacl, md5(lo_get(m.oid)),
                obj_description(m.oid, 'pg_largeobject')) AS line
    FROM pg_largeobject_metadata m ORDER BY m.oid`;

interface Relation {
  name: string;
  kind: 'r' | 'm' | 'S';
  isPopulated: boolean;
  columns: string[];
}

export async function readContent(cluster: PostgresCluster, database: string): Promise<DatabaseContent> {
  const definition = await readDefinition(cluster, database);
  const client = new pg.Client({
    ...addressOf(cluster, database),
    options: PLAIN_SESSION.map((setting) => `-c ${setting}`).join(' '),
  });
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return { definition, ...(await readData(client)) };
  } finally {
    await client.end();
  }
}

async function readData(client: pg.Client): Promise<Omit<DatabaseContent, 'definition'>> {
  const { rows: relations } = await client.query<Relation>(RELATIONS);
  const rows: Record<string, string> = {};
  const sequences: Record<string, string> = {};
  for (const relation of relations) {
    if (relation.kind === 'S') sequences[relation.name] = await readSequence(client, relation.name);
    else rows[relation.name] = await readRows(client, relation);
  }
  const { rows: largeObjects } = await client.query<{ line: string }>(LARGE_OBJECTS);
  return { rows, sequences, largeObjects: largeObjects.map(({ line }) => line) };
}

/** Columns by name: a restore may bring those of an inheritance child into another order. */
async function readRows(client: pg.Client, { name, columns, isPopulated }: Relation): Promise<string> {
  if (!isPopulated) return 'not populated';
  const values = columns.map((column) => `${column}::text`).join(', ');
  const { rows } = await client.query<{ line: string }>(`
    SELECT count(*) || ' rows ' || COALESCE(md5(string_agg(h, '' ORDER BY h)), '') AS line
      FROM (SELECT md5(jsonb_build_array(${values})::text) COLLATE "C" AS h FROM ONLY ${name}) AS hashed`);
  return rows[0]?.line ?? '';
}

async function readSequence(client: pg.Client, name: string): Promise<string> {
  const { rows } = await client.query<{ line: string }>(
    `SELECT last_value || ' ' || is_called AS line FROM ${name}`,
  );
  return rows[0]?.line ?? '';
}

/** Without the random words that pg_dump puts around its output. */
async function readDefinition(cluster: PostgresCluster, database: string): Promise<string> {
  const { host, port, user, password } = addressOf(cluster, database);
  const text = await mustRunTool(join(cluster.binDirectory, 'pg_dump'), ['--schema-only', '--create'], {
    env: {
      PGHOST: host,
      PGPORT: String(port),
      PGUSER: user,
      PGPASSWORD: password,
      PGDATABASE: database,
      PGOPTIONS: PLAIN_SESSION.map((setting) => `-c ${setting}`).join(' '),
    },
  });
  return text.replace(/^\\(?:un)?restrict .*\n/gm, '');
}

function addressOf(cluster: PostgresCluster, database: string) {
  const { socketDirectory: host, port, password } = cluster;
  return { host, port, user: 'postgres', password, database };
}
