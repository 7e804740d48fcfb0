/** The machine's clock. */

import { setTimeout as delay } from 'node:timers/promises';

import { canceled } from '../errors/canceled.js';
import type { Clock } from '../ports/clock.js';

export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
  sleep: async (durationMs, signal) => {
    try {
      await delay(durationMs, undefined, { signal });
    } catch {
      throw canceled();
    }
  },
};
