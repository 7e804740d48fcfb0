/** Names those who keep a database from being renamed. */

import { HoldfastError } from '../../../errors/holdfast-error.js';
import type { SqlSession } from '../sql-session.js';

/** Of other roles' sessions only a superuser or a monitor sees more than the role. */
interface Visitor {
  role: string | null;
  application: string | null;
  address: string | null;
  kind: string | null;
}

const VISITORS = `
  SELECT usename AS role, application_name AS application, client_addr::text AS address, backend_type AS kind
    FROM pg_catalog.pg_stat_activity WHERE datid = $1::oid AND pid <> pg_backend_pid()
   ORDER BY backend_start LIMIT 10`;
const PREPARED = `
  SELECT gid FROM pg_catalog.pg_prepared_xacts
   WHERE database = (SELECT datname FROM pg_catalog.pg_database WHERE oid = $1::oid) ORDER BY prepared`;

export async function readPreparedTransactions(session: SqlSession, databaseOid: number): Promise<string[]> {
  const { rows } = await session.query<{ gid: string }>(PREPARED, [databaseOid]);
  return rows.map((row) => row.gid);
}

export async function blockedBySessions(
  session: SqlSession,
  databaseOid: number,
  name: string,
  cause: unknown,
): Promise<HoldfastError> {
  const { rows } = await session.query<Visitor>(VISITORS, [databaseOid]);
  const who = rows.map(describeVisitor);
  const named = who.length === 0 ? 'sessions that have left since' : who.join('; ');
  return new HoldfastError(
    'SWAP_BLOCKED',
    `Database "${name}" stayed in use by ${named}. Nothing was changed.`,
    {
      hint: 'Close these connections, or let this role end them: GRANT pg_signal_backend. Superusers’ sessions only a superuser can end.',
      details: { sessions: who },
      cause,
    },
  );
}

export function blockedByPrepared(name: string, gids: readonly string[]): HoldfastError {
  const message = `Database "${name}" has prepared transactions (${gids.join(', ')}) and cannot be renamed. Nothing was changed.`;
  return new HoldfastError('SWAP_BLOCKED', message, {
    hint: `Connected to "${name}", run COMMIT PREPARED or ROLLBACK PREPARED for each of them.`,
    details: { gids },
  });
}

function describeVisitor({ role, application, address, kind }: Visitor): string {
  const known = [application, address].filter((part) => part !== null && part !== '');
  const name = role === null ? (kind ?? 'a background process') : `role "${role}"`;
  return known.length === 0 ? name : `${name} (${known.join(', ')})`;
}
