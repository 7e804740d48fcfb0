/** A server on which a restore is drilled: one of our own, or the one that the administrator named. */

import type { ScratchServer, ScratchServerRequest } from '../../../ports/component-driver.js';
import type { PostgresContext } from '../context.js';
import { openNamedServer } from './named-server.js';
import { startThrowAwayServer } from './throw-away-server.js';

export function startScratchServer(
  context: PostgresContext,
  request: ScratchServerRequest,
): Promise<ScratchServer> {
  const { connection } = request;
  return connection === null
    ? startThrowAwayServer(context, request)
    : openNamedServer(context, request, connection);
}
