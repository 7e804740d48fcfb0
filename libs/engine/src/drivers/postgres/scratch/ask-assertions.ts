/** Asks restored data the administrator's questions. */

import type { Assertion, AssertionResult } from '@holdfast/contract';
import { DatabaseError, type QueryArrayResult } from 'pg';

import type { ComponentSource } from '../../../domain/application.js';
import type { Clock } from '../../../ports/clock.js';
import { parseConnection } from '../connection.js';
import type { PostgresContext } from '../context.js';
import { messageOf } from '../explain/explain-sql-error.js';
import { type SqlSession, withSession } from '../sql-session.js';
import { singleStatement } from './single-statement.js';

/** An answer that takes longer is none. */
const TIMEOUT_SECONDS = 60;
const BOOLEAN_OID = 16;
const QUERY_CANCELED = '57014';
const MAX_SHOWN_LENGTH = 100;

/** One after the other, each in a read-only transaction that is rolled back. */
export async function askAssertions(
  { clock }: PostgresContext,
  source: ComponentSource,
  assertions: readonly Assertion[],
  signal: AbortSignal,
): Promise<AssertionResult[]> {
  const results: AssertionResult[] = [];
  for (const assertion of assertions) {
    // A session of its own: what one question does to its session is no matter to the next one.
    const result = await withSession(parseConnection(source), signal, (session) =>
      ask(clock, session, assertion),
    );
    results.push(result);
  }
  return results;
}

async function ask(clock: Clock, session: SqlSession, assertion: Assertion): Promise<AssertionResult> {
  const startedMs = clock.monotonicMs();
  const message = await askOne(session, assertion.sql);
  const durationMs = Math.round(clock.monotonicMs() - startedMs);
  return { ...assertion, isTrue: message === null, message, durationMs };
}

/** What came instead of true; null where it is true. */
async function askOne(session: SqlSession, sql: string): Promise<string | null> {
  await session.query('BEGIN READ ONLY');
  await session.query(`SET LOCAL statement_timeout = '${TIMEOUT_SECONDS}s'`);
  try {
    const query = { ...singleStatement(oneAnswer(sql)), rowMode: 'array' as const };
    const answer = await session.query<unknown[]>(query);
    return problemIn(answer);
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.severity === 'FATAL') throw error;
    const isLate = error.code === QUERY_CANCELED;
    return isLate
      ? `It took longer than ${TIMEOUT_SECONDS} seconds.`
      : `It could not be asked: ${messageOf(error)}.`;
  } finally {
    await session.query('ROLLBACK');
  }
}

/**
 * As a subquery nothing but a query is accepted, and no more than two rows ever come back. Sent by the extended
 * protocol, a text that closes the parenthesis to go on with other statements is refused.
 */
function oneAnswer(sql: string): string {
  return `SELECT * FROM (\n${sql.trim().replace(/;$/, '')}\n) AS answer LIMIT 2`;
}

function problemIn({ rows, fields }: QueryArrayResult<unknown[]>): string | null {
  if (rows.length === 0) return 'It gave no row; it must give one, whose first column is true.';
  if (rows.length > 1) return 'It gave more than one row; it must give one, whose first column is true.';
  const [field] = fields;
  const value = rows[0]?.[0];
  if (field === undefined) return 'It gave no column; the first one must be true.';
  if (value === null) return 'It gave NULL instead of true.';
  if (field.dataTypeID !== BOOLEAN_OID) {
    return `It gave ${shown(value)}, which is not of type boolean; compare it with what you expect.`;
  }
  return value === true ? null : 'It gave false.';
}

function shown(value: unknown): string {
  return JSON.stringify(value).slice(0, MAX_SHOWN_LENGTH);
}
