/** Tries a store out. */

import type { DestinationTestView } from '@holdfast/contract';

import type { Clock } from '../ports/clock.js';
import type { Destination } from '../ports/destination.js';

export function testDestination(
  _destination: Destination,
  _clock: Clock,
  _signal: AbortSignal,
): Promise<DestinationTestView> {
  return Promise.reject(new Error('This is not built yet.'));
}
