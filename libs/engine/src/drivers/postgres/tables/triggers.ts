/** Triggers and rules that would act while rows are put in are switched off, and on again just as they were. */

import { escapeIdentifier } from 'pg';

import type { SqlSession } from '../sql-session.js';
import { attempt } from './explain-table-error.js';
import { asSql } from './table-name.js';

export interface Reaction {
  /** The table, quoted as in SQL. */
  table: string;
  kind: 'TRIGGER' | 'RULE';
  name: string;
  /** As in pg_trigger: on in `O` the origin, `R` a replica, `A` always. */
  enabled: 'O' | 'R' | 'A';
}

const REACTIONS = `
  SELECT 'TRIGGER' AS kind, tgname AS name, tgenabled::text AS enabled FROM pg_catalog.pg_trigger
   WHERE tgrelid = $1::oid AND NOT tgisinternal AND tgenabled <> 'D'
  UNION ALL
  SELECT 'RULE', rulename, ev_enabled::text FROM pg_catalog.pg_rewrite
   WHERE ev_class = $1::oid AND ev_type <> '1' AND ev_enabled <> 'D'`;
const ENABLE = { O: 'ENABLE', R: 'ENABLE REPLICA', A: 'ENABLE ALWAYS' } as const;

export async function switchReactionsOff(
  session: SqlSession,
  tables: readonly { name: string; oid: number }[],
): Promise<Reaction[]> {
  const reactions: Reaction[] = [];
  for (const { name, oid } of tables) {
    const { rows } = await session.query<Omit<Reaction, 'table'>>(REACTIONS, [oid]);
    reactions.push(...rows.map((row) => ({ ...row, table: asSql(name) })));
  }
  for (const reaction of reactions) await alter(session, reaction, 'DISABLE');
  return reactions;
}

export async function switchReactionsOn(session: SqlSession, reactions: readonly Reaction[]): Promise<void> {
  for (const reaction of reactions) await alter(session, reaction, ENABLE[reaction.enabled]);
}

async function alter(session: SqlSession, { table, kind, name }: Reaction, how: string): Promise<void> {
  await attempt(`${kind === 'RULE' ? 'Rule' : 'Trigger'} ${name} of ${table} could not be switched`, () =>
    session.query(`ALTER TABLE ONLY ${table} ${how} ${kind} ${escapeIdentifier(name)}`),
  );
}
