/** Tries again what may work a little later: full jitter, longer each time. */

import { randomInt } from 'node:crypto';

import { asHoldfastError, type Clock } from '@holdfast/engine';

/** Upper ends of the pauses: a store that is away for a minute or two must not need a person. */
const PAUSES_MS = [5_000, 20_000, 60_000];
/** Time does not mend these. */
const HOPELESS = new Set([
  'STORAGE_REFUSED',
  'STORAGE_FULL',
  'BACKUP_CORRUPTED',
  'BACKUP_NOT_FOUND',
  'PACKAGE_INVALID',
  'KEY_MISSING',
  'DESTINATION_NOT_FOUND',
  'CANCELED',
  'INTERRUPTED',
]);

export async function sendPatiently<T>(
  { clock, signal }: { clock: Pick<Clock, 'sleep'>; signal: AbortSignal },
  send: () => Promise<T>,
): Promise<T> {
  for (const pauseMs of PAUSES_MS) {
    try {
      return await send();
    } catch (error) {
      if (signal.aborted || HOPELESS.has(asHoldfastError(error).code)) throw error;
    }
    await clock.sleep(randomInt(pauseMs), signal);
  }
  return send();
}
