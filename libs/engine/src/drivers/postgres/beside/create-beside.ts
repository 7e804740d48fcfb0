/** Creates the empty database that a backup is loaded into, beside the live one. */

import type { ProblemNote } from '@holdfast/contract';

import type { DatabaseProperties } from '../../../domain/manifest.js';
import type { SqlSession } from '../sql-session.js';
import { applyProperties } from './apply-properties.js';
import { createDatabaseSql } from './create-database-sql.js';

interface Possibilities {
  serverMajor: number;
  role: string;
  canSetOwner: boolean;
  canUseTablespace: boolean;
}

const POSSIBILITIES = `
  SELECT current_setting('server_version_num')::int / 10000 AS "serverMajor", current_user::text AS role,
         COALESCE((SELECT pg_has_role(oid, 'MEMBER') FROM pg_catalog.pg_roles WHERE rolname = $1), false)
           AS "canSetOwner",
         COALESCE((SELECT has_tablespace_privilege(oid, 'CREATE') FROM pg_catalog.pg_tablespace WHERE spcname = $2),
                  false) AS "canUseTablespace"`;
const DEFAULT_TABLESPACE = 'pg_default';

export async function createBeside(
  session: SqlSession,
  name: string,
  database: DatabaseProperties,
): Promise<ProblemNote[]> {
  const { rows } = await session.query<Possibilities>(POSSIBILITIES, [database.owner, database.tablespace]);
  const possible = rows[0];
  if (!possible) throw new Error('the server did not answer what is possible');
  const isDefault = database.tablespace === DEFAULT_TABLESPACE;
  const owner = possible.canSetOwner ? database.owner : null;
  const tablespace = possible.canUseTablespace && !isDefault ? database.tablespace : null;
  const { serverMajor } = possible;
  await session.query(createDatabaseSql({ name, database, serverMajor, owner, tablespace }));
  const applied = await applyProperties(session, name, owner ?? possible.role, database);
  return [
    ...(owner === null ? [ownerNote(database.owner, possible.role)] : []),
    ...(tablespace === null && !isDefault ? [tablespaceNote(database.tablespace)] : []),
    ...applied,
  ];
}

function ownerNote(owner: string, role: string): ProblemNote {
  return {
    code: 'OWNER_NOT_RESTORED',
    severity: 'warning',
    message: `The restored database belongs to "${role}" instead of "${owner}".`,
    hint: `As a superuser, run on the live database: ALTER DATABASE … OWNER TO "${owner}".`,
  };
}

function tablespaceNote(tablespace: string): ProblemNote {
  return {
    code: 'TABLESPACE_NOT_RESTORED',
    severity: 'warning',
    message: `Tablespace "${tablespace}" is missing or closed to this role; the default one is used.`,
    hint: null,
  };
}
