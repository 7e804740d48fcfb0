/** Everything about a database that stands outside it: only `CREATE DATABASE` and its like bring it back. */

import type { DatabaseProperties } from '../../domain/manifest.js';
import type { SqlSession } from './sql-session.js';

/** A row of pg_database; its columns differ between server versions. */
type CatalogRow = Readonly<Record<string, unknown>>;

interface MainRow {
  catalog: CatalogRow;
  owner: string;
  encoding: string;
  tablespace: string;
  comment: string | null;
  hasPublicSchema: boolean;
}

const PROVIDERS: Readonly<Record<string, DatabaseProperties['localeProvider']>> = {
  c: 'libc',
  i: 'icu',
  b: 'builtin',
};

const MAIN = `
  SELECT to_jsonb(d) AS catalog, pg_catalog.pg_get_userbyid(d.datdba) AS owner,
         pg_catalog.pg_encoding_to_char(d.encoding) AS encoding, t.spcname AS tablespace,
         pg_catalog.shobj_description(d.oid, 'pg_database') AS comment,
         EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'public') AS "hasPublicSchema"
    FROM pg_catalog.pg_database d JOIN pg_catalog.pg_tablespace t ON t.oid = d.dattablespace
   WHERE d.datname = pg_catalog.current_database()`;

const SETTINGS = `
  SELECT r.rolname AS role, split_part(item, '=', 1) AS name,
         substr(item, strpos(item, '=') + 1) AS value
    FROM pg_catalog.pg_db_role_setting s
    JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase AND d.datname = pg_catalog.current_database()
    LEFT JOIN pg_catalog.pg_roles r ON r.oid = s.setrole
   CROSS JOIN unnest(s.setconfig) WITH ORDINALITY AS u(item, position)
   ORDER BY r.rolname NULLS FIRST, position`;

const ACL = `
  SELECT pg_catalog.pg_get_userbyid(a.grantor) AS grantor,
         CASE WHEN a.grantee = 0 THEN NULL ELSE pg_catalog.pg_get_userbyid(a.grantee) END AS grantee,
         a.privilege_type AS privilege, a.is_grantable AS "isGrantable"
    FROM pg_catalog.pg_database d CROSS JOIN aclexplode(d.datacl) a
   WHERE d.datname = pg_catalog.current_database()`;

const EXTENSIONS = `
  SELECT extname AS name, extversion AS version FROM pg_catalog.pg_extension ORDER BY extname COLLATE "C"`;

type Settings = DatabaseProperties['settings'];
type Acl = NonNullable<DatabaseProperties['acl']>;
type Extensions = DatabaseProperties['extensions'];

export async function readDatabaseProperties(session: SqlSession): Promise<DatabaseProperties> {
  const main = (await session.query<MainRow>(MAIN)).rows[0];
  if (!main) throw new Error('the server does not list the database it is connected to');
  const settings = await session.query<Settings[number]>(SETTINGS);
  const acl = await session.query<Acl[number]>(ACL);
  const extensions = await session.query<Extensions[number]>(EXTENSIONS);
  const { catalog } = main;
  return {
    name: String(catalog['datname']),
    owner: main.owner,
    encoding: main.encoding,
    ...localeOf(catalog),
    tablespace: main.tablespace,
    connectionLimit: Number(catalog['datconnlimit']),
    isTemplate: catalog['datistemplate'] === true,
    hasPublicSchema: main.hasPublicSchema,
    comment: main.comment,
    settings: settings.rows,
    acl: catalog['datacl'] === null ? null : acl.rows,
    extensions: extensions.rows,
  };
}

type LocaleProperties = Pick<
  DatabaseProperties,
  'collate' | 'ctype' | 'localeProvider' | 'locale' | 'icuRules'
>;

/** Providers came with 15, rules with 16, and 17 renamed the locale's column. */
function localeOf(catalog: CatalogRow): LocaleProperties {
  return {
    collate: String(catalog['datcollate']),
    ctype: String(catalog['datctype']),
    localeProvider: PROVIDERS[textOrNull(catalog['datlocprovider']) ?? 'c'] ?? 'libc',
    locale: textOrNull(catalog['datlocale'] ?? catalog['daticulocale']),
    icuRules: textOrNull(catalog['daticurules']),
  };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
