/** A database's privileges as statements. */

import { escapeIdentifier } from 'pg';

import type { DatabaseProperties } from '../../../domain/manifest.js';

type Acl = NonNullable<DatabaseProperties['acl']>;

export interface AclStatement {
  sql: string;
  /** The role that must grant it; null: the owner, whom we act for. */
  grantor: string | null;
  /** For people: what is missing if it fails. */
  what: string;
}

/** Takes back what a new database grants by itself, then grants what was recorded, the owner's grants first. */
export function aclStatements(name: string, owner: string, acl: Acl): AclStatement[] {
  const database = escapeIdentifier(name);
  const revoke = {
    sql: `REVOKE ALL ON DATABASE ${database} FROM PUBLIC, ${escapeIdentifier(owner)}`,
    grantor: null,
    what: 'the withdrawal of default privileges',
  };
  const byOwner = acl.filter((item) => item.grantor === owner);
  const byOthers = acl.filter((item) => item.grantor !== owner);
  return [
    revoke,
    ...byOwner.map((item) => grant(database, item, null)),
    ...byOthers.map((item) => grant(database, item, item.grantor)),
  ];
}

function grant(database: string, item: Acl[number], grantor: string | null): AclStatement {
  const to = item.grantee === null ? 'everybody' : `role "${item.grantee}"`;
  return { sql: grantSql(database, item), grantor, what: `the privilege ${item.privilege} of ${to}` };
}

function grantSql(database: string, item: Acl[number]): string {
  const grantee = item.grantee === null ? 'PUBLIC' : escapeIdentifier(item.grantee);
  const option = item.isGrantable ? ' WITH GRANT OPTION' : '';
  return `GRANT ${item.privilege} ON DATABASE ${database} TO ${grantee}${option}`;
}
