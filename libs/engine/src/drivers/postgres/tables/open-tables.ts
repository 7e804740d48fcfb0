/** Live tables made ready to be filled anew: locked, with nothing that reacts to it; and closed again afterwards. */

import { HoldfastError } from '../../../errors/holdfast-error.js';
import { codeOf } from '../explain/explain-sql-error.js';
import type { SqlSession } from '../sql-session.js';
import { attempt } from './explain-table-error.js';
import { addConstraints, dropConstraints, type Constraint, readConstraints } from './constraints.js';
import { asSql } from './table-name.js';
import { type Reaction, switchReactionsOff, switchReactionsOn } from './triggers.js';

export interface OpenedTables {
  constraints: Constraint[];
  reactions: Reaction[];
}

const LOCK_NOT_AVAILABLE = '55P03';
const MAX_NAMED = 5;
const HOLDERS = `
  SELECT DISTINCT a.pid, a.usename AS role, a.application_name AS application, a.state
    FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a USING (pid)
   WHERE l.locktype = 'relation' AND l.granted AND l.relation = ANY($1::oid[])
     AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
     AND l.pid <> pg_catalog.pg_backend_pid() ORDER BY a.pid`;

interface Holder {
  pid: number;
  role: string | null;
  application: string | null;
  state: string | null;
}

/** Always in the same order, so that two restores do not wait for each other. */
export async function openTables(
  session: SqlSession,
  tables: readonly { name: string; oid: number }[],
): Promise<OpenedTables> {
  if (tables.length === 0) return { constraints: [], reactions: [] };
  const oids = tables.map(({ oid }) => oid);
  const names = tables.map(({ name }) => asSql(name)).sort();
  try {
    await session.query(
      `LOCK TABLE ${names.map((name) => `ONLY ${name}`).join(', ')} IN ACCESS EXCLUSIVE MODE`,
    );
  } catch (error) {
    if (codeOf(error) === LOCK_NOT_AVAILABLE) throw await lockedBy(session, oids, names, error);
    return await attempt(`${names.join(', ')} could not be locked`, () => Promise.reject(asError(error)));
  }
  const constraints = await readConstraints(session, oids);
  await dropConstraints(session, constraints);
  return { constraints, reactions: await switchReactionsOff(session, tables) };
}

export async function closeTables(
  session: SqlSession,
  { constraints, reactions }: OpenedTables,
): Promise<void> {
  await switchReactionsOn(session, reactions);
  await addConstraints(session, constraints);
}

async function lockedBy(
  session: SqlSession,
  oids: readonly number[],
  names: readonly string[],
  cause: unknown,
): Promise<HoldfastError> {
  await session.query('ROLLBACK');
  const { rows } = await session.query<Holder>(HOLDERS, [oids]);
  const who = rows.slice(0, MAX_NAMED).map(describeHolder);
  const named = who.length === 0 ? 'a session that has gone since' : who.join('; ');
  return new HoldfastError(
    'SOURCE_LOCK_TIMEOUT',
    `${names.join(', ')} stayed in use by ${named}. Nothing was changed.`,
    {
      hint: 'Let these transactions finish, or end them with SELECT pg_terminate_backend(pid); then try again.',
      details: { sessions: who },
      cause,
    },
  );
}

function describeHolder({ pid, role, application, state }: Holder): string {
  const known = [`role "${role ?? ''}"`, application, state].filter((part) => part !== null && part !== '');
  return `process ${pid} (${known.join(', ')})`;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
