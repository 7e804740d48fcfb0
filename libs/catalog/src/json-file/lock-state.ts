/** What can be seen of the lock from outside, without trusting anybody's clock. */

import { stat } from 'node:fs/promises';

import { systemCode } from './storage-error.js';

export interface LockSight {
  /** Names this very lock: it changes when the lock is released and taken again. */
  lockId: string;
  /** Changes with every heartbeat of the owner. */
  heartbeatMs: number;
}

/** Null where nobody holds the lock. */
export async function seeLock(lockPath: string): Promise<LockSight | null> {
  try {
    const found = await stat(lockPath, { bigint: true });
    return { lockId: `${found.ino}-${found.birthtimeNs}`, heartbeatMs: Number(found.mtimeMs) };
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Decides by watching: a heartbeat that comes within `staleMs` is alive, one that does not has stopped. */
export class HeartbeatWatch {
  #first: LockSight | null = null;
  #sinceMs = 0;

  constructor(
    private readonly staleMs: number,
    private readonly monotonicMs: () => number,
  ) {}

  observe(sight: LockSight): 'unsure' | 'beating' | 'stopped' {
    if (this.#first?.lockId !== sight.lockId) {
      this.#first = sight;
      this.#sinceMs = this.monotonicMs();
      return 'unsure';
    }
    if (this.#first.heartbeatMs !== sight.heartbeatMs) return 'beating';
    return this.monotonicMs() - this.#sinceMs > this.staleMs ? 'stopped' : 'unsure';
  }
}
