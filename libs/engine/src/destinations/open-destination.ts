/** Makes the adapter that a specification asks for. */

import type { DestinationSpec } from '../domain/destination-spec.js';
import type { Clock } from '../ports/clock.js';
import type { Destination } from '../ports/destination.js';
import { LocalDestination } from './local/local-destination.js';
import { S3Destination } from './s3/s3-destination.js';

export interface OpenDestinationOptions {
  clock: Clock;
  /** How much is written at once, in bytes; to S3, parts of uploads are at least as large. */
  streamChunkBytes?: number | undefined;
}

export function openDestination(
  spec: DestinationSpec,
  { clock, streamChunkBytes }: OpenDestinationOptions,
): Destination {
  if (spec.kind === 'local') return new LocalDestination(spec.path, streamChunkBytes);
  return new S3Destination(spec, { clock, partBytes: streamChunkBytes });
}
