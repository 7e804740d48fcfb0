/** Confirms from outside that the new database answers. */

import { setTimeout as delay } from 'node:timers/promises';

import { asHoldfastError } from '../../../errors/holdfast-error.js';
import type { PostgresConnection } from '../connection.js';
import type { PostgresContext } from '../context.js';
import { withSession } from '../sql-session.js';

const MAX_TRIES = 20;
const RETRY_MS = 25;

/** The exchange stands whatever comes out here: a role without CONNECT is no failed swap. */
export async function waitUntilServed(
  context: PostgresContext,
  connection: PostgresConnection,
): Promise<void> {
  for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
    try {
      await withSession(connection, undefined, (session) => session.query('SELECT 1'));
      return;
    } catch (error) {
      const { code, message } = asHoldfastError(error);
      if (code !== 'SOURCE_NOT_FOUND' || tries === MAX_TRIES) {
        context.logger.warn('the exchanged database could not be tried out', { reason: message });
        return;
      }
      await delay(RETRY_MS);
    }
  }
}
