/** One transaction over tables of the live database: all of it, or nothing. */

import { throwIfCanceled } from '../../../errors/canceled.js';
import type { PostgresConnection } from '../connection.js';
import { readServerInfo } from '../server-info.js';
import { neutralSettings } from '../session-options.js';
import type { SqlSession } from '../sql-session.js';
import { withCancelableSession } from './cancelable-session.js';
import { takeRestoreLock } from './restore-lock.js';
import { isCommitted } from './state-of-tables.js';

export interface TableTransaction {
  connection: PostgresConnection;
  keptSchema: string;
  lockWaitMs: number;
  signal: AbortSignal;
  /** What the kept schema's existence says once the transaction is committed. */
  expected: 'restored' | 'untouched';
}

/** An abort ends it until the commit; from then on it is too late, and the answer is the truth. */
export async function inTableTransaction<T>(
  transaction: TableTransaction,
  work: (session: SqlSession) => Promise<T>,
): Promise<T> {
  const { connection, signal } = transaction;
  const cancel = new AbortController();
  const forward = (): void => cancel.abort();
  throwIfCanceled(signal);
  signal.addEventListener('abort', forward, { once: true });
  try {
    return await withCancelableSession(connection, cancel.signal, async (session) => {
      await begin(session, transaction);
      const value = await work(session);
      throwIfCanceled(signal);
      signal.removeEventListener('abort', forward);
      await commit(session, transaction);
      return value;
    });
  } finally {
    signal.removeEventListener('abort', forward);
  }
}

async function begin(session: SqlSession, { lockWaitMs, keptSchema }: TableTransaction): Promise<void> {
  const { isSuperuser } = await readServerInfo(session);
  const settings = [
    ...neutralSettings(isSuperuser),
    { name: 'lock_timeout', value: String(lockWaitMs) },
    // Hidden rows would be lost silently; this way they are an error.
    { name: 'row_security', value: 'off' },
    { name: 'client_min_messages', value: 'warning' },
  ];
  await session.query('BEGIN');
  for (const { name, value } of settings) {
    await session.query('SELECT pg_catalog.set_config($1, $2, true)', [name, value]);
  }
  // Checks that wait for the commit would stand in the way of ALTER TABLE.
  await session.query('SET CONSTRAINTS ALL IMMEDIATE');
  await takeRestoreLock(session, keptSchema);
}

/** Where the answer to COMMIT was lost, the server is asked what became of it. */
async function commit(session: SqlSession, transaction: TableTransaction): Promise<void> {
  try {
    await session.query('COMMIT');
  } catch (error) {
    if (!(await isCommitted(transaction.connection, transaction.keptSchema, transaction.expected)))
      throw error;
  }
}
