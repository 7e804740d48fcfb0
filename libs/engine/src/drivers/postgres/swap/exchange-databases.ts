/** Exchanges two databases: all of it or nothing, tried again while others are in the way. */

import { setTimeout as delay } from 'node:timers/promises';

import { HoldfastError } from '../../../errors/holdfast-error.js';
import type { SwapReport } from '../../../ports/component-driver.js';
import { throwIfCanceled } from '../../../errors/canceled.js';
import type { PostgresConnection } from '../connection.js';
import type { PostgresContext } from '../context.js';
import { readOids } from '../databases-on-server.js';
import { codeOf } from '../explain/explain-sql-error.js';
import { withMaintenance } from '../maintenance.js';
import type { SqlSession } from '../sql-session.js';
import { countSessions } from './count-sessions.js';
import { type Exchange, exchangeInOneTransaction, type ExchangeOids } from './exchange.js';
import { hasExchanged } from './exchange-outcome.js';
import { terminateSessions } from './terminate-sessions.js';
import { waitUntilServed } from './wait-until-served.js';
import { blockedByPrepared, blockedBySessions, readPreparedTransactions } from './who-is-connected.js';

const MAX_ATTEMPTS = 3;
const PROTECTED_WAIT_MS = 2000;
const PROTECTED_POLL_MS = 100;
/** The database is in use; a lock was not to be had. */
const IN_THE_WAY = ['55006', '55P03'];

/** Not cancelled once it began. @throws SWAP_BLOCKED where nothing was changed because others are in the way. */
export async function exchangeDatabases(
  context: PostgresContext,
  connection: PostgresConnection,
  exchange: Exchange,
  signal: AbortSignal,
): Promise<SwapReport> {
  for (let attempt = 1; ; attempt += 1) {
    throwIfCanceled(signal);
    try {
      return await attemptExchange(context, connection, exchange);
    } catch (error) {
      const isInTheWay = IN_THE_WAY.includes(codeOf(error) ?? '');
      if (!isInTheWay) throw error;
      if (attempt >= MAX_ATTEMPTS) throw await nameTheBlockers(connection, exchange, error);
    }
  }
}

async function attemptExchange(
  context: PostgresContext,
  connection: PostgresConnection,
  exchange: Exchange,
): Promise<SwapReport> {
  const oids = await withMaintenance(connection, undefined, (session) => makeReady(session, exchange));
  let refusedSinceMs = context.clock.monotonicMs();
  const onRefusing = (): void => {
    refusedSinceMs = context.clock.monotonicMs();
  };
  try {
    await withMaintenance(connection, undefined, (renamer) =>
      withMaintenance(connection, undefined, (evictor) =>
        exchangeInOneTransaction(renamer, evictor, exchange, oids, onRefusing),
      ),
    );
  } catch (error) {
    if (IN_THE_WAY.includes(codeOf(error) ?? '')) throw error;
    if (!(await hasExchanged(connection, exchange, oids))) throw error;
  }
  await waitUntilServed(context, { ...connection, database: exchange.liveName });
  return { refusedMs: Math.max(0, Math.round(context.clock.monotonicMs() - refusedSinceMs)) };
}

/** Everything that can be found out or cleared away before anybody is disturbed. */
async function makeReady(session: SqlSession, exchange: Exchange): Promise<ExchangeOids> {
  const { liveName, incomingName, outgoingName } = exchange;
  const oids = await readOids(session, [liveName, incomingName, outgoingName]);
  const live = oids.get(liveName) ?? missing(liveName);
  const incoming = oids.get(incomingName) ?? missing(incomingName);
  if (oids.has(outgoingName)) {
    throw new HoldfastError(
      'SWAP_BLOCKED',
      `A database named "${outgoingName}" exists already. Nothing was changed.`,
      {
        hint: 'It is kept from an earlier step of this restore; undo or discard that first.',
      },
    );
  }
  const gids = await readPreparedTransactions(session, live);
  if (gids.length > 0) throw blockedByPrepared(liveName, gids);
  await awaitProtected(session, live, liveName);
  await terminateSessions(session, incoming);
  return { live, incoming };
}

/** While the rename waits for them, nobody else could connect: those we cannot send away must be gone before. */
async function awaitProtected(session: SqlSession, liveOid: number, liveName: string): Promise<void> {
  for (let waitedMs = 0; ; waitedMs += PROTECTED_POLL_MS) {
    const { untouchable } = await countSessions(session, liveOid);
    if (untouchable === 0) return;
    if (waitedMs >= PROTECTED_WAIT_MS) throw await blockedBySessions(session, liveOid, liveName, null);
    await delay(PROTECTED_POLL_MS);
  }
}

function missing(name: string): never {
  throw new HoldfastError('SWAP_BLOCKED', `There is no database named "${name}". Nothing was changed.`, {
    hint: 'Somebody dropped or renamed it meanwhile; start the restore again.',
  });
}

async function nameTheBlockers(
  connection: PostgresConnection,
  exchange: Exchange,
  cause: unknown,
): Promise<HoldfastError> {
  return await withMaintenance(connection, undefined, async (session) => {
    const oid = (await readOids(session, [exchange.liveName])).get(exchange.liveName) ?? 0;
    return await blockedBySessions(session, oid, exchange.liveName, cause);
  });
}
