/** Statements that may fail without taking the transaction with them. */

import { DatabaseError } from 'pg';

import { messageOf } from '../explain/explain-sql-error.js';
import type { SqlSession } from '../sql-session.js';

/** @returns what PostgreSQL said against it; null where it was done. */
export async function optionally(session: SqlSession, statement: string): Promise<string | null> {
  await session.query('SAVEPOINT optional');
  try {
    await session.query(statement);
    await session.query('RELEASE SAVEPOINT optional');
    return null;
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.severity === 'FATAL') throw error;
    await session.query('ROLLBACK TO SAVEPOINT optional');
    return messageOf(error);
  }
}
