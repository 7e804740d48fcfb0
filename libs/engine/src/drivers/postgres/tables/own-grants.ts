/** New tables start without what ALTER DEFAULT PRIVILEGES would grant on them: the backup says who may do what. */

import type { SqlSession } from '../sql-session.js';

const GRANTS = `
  SELECT DISTINCT pg_catalog.format('REVOKE ALL ON %s %I.%I FROM %s',
           CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, n.nspname, c.relname,
           CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(r.rolname) END) AS statement
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    CROSS JOIN LATERAL pg_catalog.aclexplode(c.relacl) a
    LEFT JOIN pg_catalog.pg_roles r ON r.oid = a.grantee
   WHERE a.grantee <> c.relowner
     AND (c.oid = $1::oid OR c.oid IN (
       SELECT objid FROM pg_catalog.pg_depend
        WHERE classid = 'pg_catalog.pg_class'::regclass AND refclassid = 'pg_catalog.pg_class'::regclass
          AND refobjid = $1::oid AND deptype IN ('a', 'i')))`;

export async function revokeDefaultGrants(session: SqlSession, oid: number): Promise<void> {
  const { rows } = await session.query<{ statement: string }>(GRANTS, [oid]);
  for (const { statement } of rows) await session.query(statement);
}
