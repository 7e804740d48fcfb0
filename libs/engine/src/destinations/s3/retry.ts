/** Tries a request again where it failed in passing: exponential backoff with full jitter. */

import { canceled, throwIfCanceled } from '../../errors/canceled.js';
import type { Clock } from '../../ports/clock.js';
import { isPassing } from './s3-failure.js';

export const MAX_ATTEMPTS = 6;
const FIRST_CEILING_MS = 500;
const HIGHEST_CEILING_MS = 20_000;

/** Throws the last attempt's error as it is; CANCELED once the signal aborts. */
export async function withRetries<T>(
  clock: Clock,
  signal: AbortSignal,
  attempt: () => Promise<T>,
): Promise<T> {
  for (let number = 1; ; number += 1) {
    throwIfCanceled(signal);
    try {
      return await attempt();
    } catch (error) {
      if (signal.aborted) throw canceled();
      if (number === MAX_ATTEMPTS || !isPassing(error)) throw error;
      await pause(clock, number, signal);
    }
  }
}

/** @param failures how many attempts failed so far, at least 1. */
export async function pause(clock: Clock, failures: number, signal: AbortSignal): Promise<void> {
  const ceilingMs = Math.min(HIGHEST_CEILING_MS, FIRST_CEILING_MS * 2 ** (failures - 1));
  await clock.sleep(Math.random() * ceilingMs, signal);
}
