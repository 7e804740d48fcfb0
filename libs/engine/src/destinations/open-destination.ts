/** Makes the adapter that a specification asks for. */

import type { DestinationSpec } from '../domain/destination-spec.js';
import type { Destination } from '../ports/destination.js';
import { LocalDestination } from './local/local-destination.js';

/** @param streamChunkBytes how much is written at once, in bytes. */
export function openDestination(spec: DestinationSpec, streamChunkBytes?: number): Destination {
  if (spec.kind === 'local') return new LocalDestination(spec.path, streamChunkBytes);
  throw new Error('This is not built yet.');
}
