/** Trying again where the storage failed in passing: exponential backoff with full jitter. */

import { asHoldfastError, type HoldfastError } from '../errors/holdfast-error.js';
import type { Clock } from '../ports/clock.js';

const MAX_ATTEMPTS = 3;
const FIRST_DELAY_MS = 1_000;
const FACTOR = 4;

export interface RetryOptions {
  clock: Clock;
  signal: AbortSignal;
  isRetryable: (error: HoldfastError) => boolean;
  onRetry: (error: HoldfastError, attempt: number) => void;
}

/** Throws the last attempt's error. */
export async function retrying<T>(options: RetryOptions, attempt: () => Promise<T>): Promise<T> {
  for (let number = 1; ; number += 1) {
    try {
      return await attempt();
    } catch (thrown) {
      const error = asHoldfastError(thrown);
      if (number === MAX_ATTEMPTS || options.signal.aborted || !options.isRetryable(error)) throw thrown;
      options.onRetry(error, number);
      const ceilingMs = FIRST_DELAY_MS * FACTOR ** (number - 1);
      await options.clock.sleep(Math.random() * ceilingMs, options.signal);
    }
  }
}
