/** Makes the kept database live again and sets the restored one aside. */

import type { ComponentSource } from '../../../domain/application.js';
import type { DatabaseReplacement } from '../../../domain/database-replacement.js';
import type { SwapReport } from '../../../ports/component-driver.js';
import { parseConnection } from '../connection.js';
import type { PostgresContext } from '../context.js';
import { exchangeDatabases } from './exchange-databases.js';

export async function swapBack(
  context: PostgresContext,
  target: ComponentSource,
  replacement: DatabaseReplacement,
  signal: AbortSignal,
): Promise<SwapReport> {
  const exchange = {
    liveName: replacement.liveName,
    outgoingName: replacement.undoneName,
    incomingName: replacement.keptName,
  };
  return await exchangeDatabases(context, parseConnection(target), exchange, signal);
}
