/** Cancellation, said the same way everywhere. */

import { HoldfastError } from './holdfast-error.js';

export function canceled(): HoldfastError {
  return new HoldfastError('CANCELED', 'It was canceled on request.');
}

export function throwIfCanceled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw canceled();
}
