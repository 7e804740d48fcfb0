/** Composition root: adapters → use cases. */

import type { Engine } from './engine.js';
import type { Clock } from './ports/clock.js';
import type { Logger } from './ports/logger.js';

export interface EngineOptions {
  /** Directory of the local destination; created if missing. */
  storagePath: string;
  /** Private directory for pass files and spools; created 0700. */
  workPath: string;
  /** File of age identities; made at the first start where no package exists. */
  keyringPath: string;
  /** An identity (`AGE-SECRET-KEY-1…`) to take instead of making one; null: none given. */
  encryptionKey: string | null;
  /** Public key of the identity for new packages; null: the newest one. */
  encryptionKeyId: string | null;
  isEncryptionEnabled: boolean;
  /** Directory of PostgreSQL's client programs to prefer; null: search. */
  pgBinDir: string | null;
  holdfastVersion: string;
  clock: Clock;
  logger: Logger;
}

export function createEngine(options: EngineOptions): Engine {
  throw new Error(`not composed yet: ${options.storagePath}`);
}
