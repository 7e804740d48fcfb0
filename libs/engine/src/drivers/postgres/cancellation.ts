/** How this driver stops on request. */

import { HoldfastError } from '../../errors/holdfast-error.js';

export function canceledError(): HoldfastError {
  return new HoldfastError('CANCELED', 'Canceled on request.');
}

export function throwIfCanceled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw canceledError();
}
