/** The stored bytes of an object, held against what the manifest says of them. */

import { throwIfCanceled } from '../errors/canceled.js';
import { HoldfastError } from '../errors/holdfast-error.js';
import { digestOf, type Digest } from '../pipeline/digest.js';
import type { Destination } from '../ports/destination.js';
import { objectKey, type PackageRef } from './package-layout.js';

export interface ExpectedObject extends Digest {
  name: string;
  /** For messages, where the name alone does not tell which one it is. */
  label?: string;
}

export interface HashStoredRequest {
  destination: Destination;
  ref: PackageRef;
  object: ExpectedObject;
  /** Gets the number of stored bytes so far. */
  onBytes?: (bytesSoFar: number) => void;
  signal: AbortSignal;
}

/** Reads an object to its end. Throws BACKUP_CORRUPTED naming it where it is not what was stored. */
export async function hashStored(request: HashStoredRequest): Promise<Digest> {
  const { destination, ref, object, onBytes, signal } = request;
  const stream = (await destination.read(objectKey(ref, object.name))) as AsyncIterable<Buffer>;
  const digest = await digestOf(stream, (bytesSoFar) => {
    throwIfCanceled(signal);
    onBytes?.(bytesSoFar);
  });
  assertStored(object, digest);
  return digest;
}

export function assertStored(object: ExpectedObject, stored: Digest): void {
  if (stored.sizeBytes !== object.sizeBytes) {
    throw damaged(object, `it has ${stored.sizeBytes} bytes instead of ${object.sizeBytes}`);
  }
  if (stored.sha256 !== object.sha256) throw damaged(object, 'its SHA-256 is not the one in the manifest');
}

function damaged({ name, label = name }: ExpectedObject, how: string): HoldfastError {
  return new HoldfastError('BACKUP_CORRUPTED', `The stored object ${label} is damaged: ${how}.`, {
    hint: 'Use another backup, or bring the object back from a copy of the storage. Check the disk.',
  });
}
