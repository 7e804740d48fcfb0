/** What every procedure of this driver is given. */

import type { Clock } from '../../ports/clock.js';
import type { Logger } from '../../ports/logger.js';
import type { ProcessRunner } from '../../ports/process-runner.js';
import type { ClientTools } from './client-tools/client-tools.js';

export interface PostgresContext {
  runner: ProcessRunner;
  /** Every client that is installed, in any order. */
  findClientTools: () => Promise<ClientTools[]>;
  /** Private directory for pass files and lists. */
  workPath: string;
  clock: Clock;
  logger: Logger;
  /** How long pg_dump waits for a locked table, in milliseconds. */
  lockWaitMs: number;
  /** How long a table-level restore waits for a table that others use, in milliseconds. */
  tableLockWaitMs: number;
}
