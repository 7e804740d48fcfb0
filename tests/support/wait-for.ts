/** Waits until something is so, with a deadline; what it was instead is in the failure. */

import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';

const PATIENCE_MS = 30_000;
const POLL_MS = 25;

export interface Patience {
  timeoutMs?: number;
  /** Asked for when it is over, to explain the failure. */
  explain?: () => string;
}

/** Returns the first value that `isRight`. */
export async function waitFor<T>(
  look: () => Promise<T> | T,
  isRight: (value: T) => boolean,
  { timeoutMs = PATIENCE_MS, explain }: Patience = {},
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const value = await look();
    if (isRight(value)) return value;
    if (performance.now() > deadline) {
      const found = JSON.stringify(value)?.slice(0, 2_000) ?? String(value);
      throw new Error(`Still ${found} after ${timeoutMs} ms.\n${explain?.() ?? ''}`);
    }
    await delay(POLL_MS);
  }
}
