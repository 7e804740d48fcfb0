/** A database with everything in it that makes backups go wrong, and ways to damage it. */

import { readFile } from 'node:fs/promises';

import pg from 'pg';

import type { PostgresCluster } from './postgres-cluster.js';

const SCHEMA = new URL('nasty-schema.sql', import.meta.url);
const ROLE = 'Rôle "zwei"';
const EXTENSIONS = ['hstore', 'pg_trgm'];
/** Money is written as the locale has it; the first that the server knows. */
const MONEY_LOCALES = ['de_DE.UTF-8', 'ja_JP.UTF-8', 'en_US.UTF-8', 'C'];

/** The one materialized view whose query only works with the search_path that it was made with. */
export const UNREFRESHABLE_VIEW = 'public.cannot_refresh';

export async function createNastyDatabase(cluster: PostgresCluster, name: string): Promise<void> {
  const database = pg.escapeIdentifier(name);
  await cluster.createDatabase(name);
  await createRole(cluster);
  await cluster.query(await readFile(SCHEMA, 'utf8'), name);
  for (const extension of await installedExtensions(cluster)) {
    await cluster.query(`CREATE EXTENSION ${extension}`, name);
  }
  await cluster.query(`
    ALTER DATABASE ${database} OWNER TO ${pg.escapeIdentifier(ROLE)};
    COMMENT ON DATABASE ${database} IS 'it''s "the" database';
    REVOKE TEMPORARY ON DATABASE ${database} FROM PUBLIC;
    GRANT CREATE ON DATABASE ${database} TO ${pg.escapeIdentifier(ROLE)} WITH GRANT OPTION;
    ALTER DATABASE ${database} SET lc_monetary = ${pg.escapeLiteral(await moneyLocale(cluster))};
    ALTER DATABASE ${database} SET timezone = 'America/St_Johns';
    ALTER DATABASE ${database} SET datestyle = 'SQL, DMY';
    ALTER DATABASE ${database} SET bytea_output = 'escape';
    ALTER DATABASE ${database} SET array_nulls = off;
    ALTER DATABASE ${database} SET search_path = public, "$user";
    ALTER DATABASE ${database} SET statement_timeout = '7min';
    ALTER DATABASE ${database} SET default_transaction_read_only = on;
    ALTER ROLE ${pg.escapeIdentifier(ROLE)} IN DATABASE ${database} SET work_mem = '5MB';
    ALTER DATABASE ${database} CONNECTION LIMIT 40`);
}

/** As much harm as one statement after the other can do, and things that were not there. */
export async function damage(cluster: PostgresCluster, name: string): Promise<void> {
  await cluster.query(
    `SET TRANSACTION READ WRITE;
     DROP EVENT TRIGGER watch_ddl;
     DROP TABLE child, readings_2023, one_side, other_side CASCADE;
     DROP SCHEMA "Schéma ""mit"" Leerzeichen" CASCADE;
     REFRESH MATERIALIZED VIEW sums;
     REFRESH MATERIALIZED VIEW from_sums;
     DELETE FROM types WHERE price < '0'::money;
     UPDATE lookup SET v = 'wrong';
     INSERT INTO empty_strings VALUES ('intruder', 'x');
     ALTER TABLE shrunk ADD COLUMN extra int DEFAULT 1;
     SELECT setval('lonely', 77), lo_unlink(70001), lo_from_bytea(80001, 'new');
     CREATE TABLE added (id int);
     INSERT INTO added SELECT generate_series(1, 50);
     CREATE FUNCTION added_function() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
    name,
  );
}

async function createRole(cluster: PostgresCluster): Promise<void> {
  const known = await cluster.query(`SELECT FROM pg_roles WHERE rolname = ${pg.escapeLiteral(ROLE)}`);
  if (known.length === 0) await cluster.query(`CREATE ROLE ${pg.escapeIdentifier(ROLE)}`);
}

async function installedExtensions(cluster: PostgresCluster): Promise<string[]> {
  const names = EXTENSIONS.map((name) => pg.escapeLiteral(name)).join(', ');
  const rows = await cluster.query<{ name: string }>(
    `SELECT name FROM pg_available_extensions WHERE name IN (${names})`,
  );
  return rows.map(({ name }) => name);
}

async function moneyLocale(cluster: PostgresCluster): Promise<string> {
  for (const locale of MONEY_LOCALES) {
    const isKnown = await cluster.query(`SET lc_monetary = ${pg.escapeLiteral(locale)}`).then(
      () => true,
      () => false,
    );
    if (isKnown) return locale;
  }
  return 'C';
}
