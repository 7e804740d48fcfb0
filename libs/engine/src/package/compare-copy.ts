/** What of a package is in another destination already, by its bytes and not by its names. */

import { throwIfCanceled } from '../errors/canceled.js';
import { HoldfastError } from '../errors/holdfast-error.js';
import type { Destination } from '../ports/destination.js';
import { type PackageIndex, readPackageIndex } from './package-index.js';
import { objectKey, type PackageRef } from './package-layout.js';
import { type ExpectedObject, hashStored } from './stored-object.js';

export type CopiedObject = ExpectedObject;

export interface CompareCopyRequest {
  ref: PackageRef;
  to: Destination;
  index: PackageIndex;
  objects: readonly CopiedObject[];
  onBytes: (objectName: string, bytes: number) => void;
  signal: AbortSignal;
}

export interface CopyState {
  /** Not there, or something else is there under their names. */
  missing: CopiedObject[];
  /** All of it is there and published. */
  isComplete: boolean;
}

export async function compareCopy(request: CompareCopyRequest): Promise<CopyState> {
  const missing: CopiedObject[] = [];
  for (const object of request.objects) {
    throwIfCanceled(request.signal);
    if (!(await isIntact(request, object))) missing.push(object);
  }
  return { missing, isComplete: missing.length === 0 && (await isPublished(request)) };
}

async function isIntact(
  { ref, to, onBytes, signal }: CompareCopyRequest,
  object: CopiedObject,
): Promise<boolean> {
  const stored = await to.stat(objectKey(ref, object.name));
  if (stored?.sizeBytes !== object.sizeBytes) return false;
  const options = { destination: to, ref, object, signal };
  try {
    await hashStored({ ...options, onBytes: (bytesSoFar) => onBytes(object.name, bytesSoFar) });
    return true;
  } catch (error) {
    return falseWhere(error, ['BACKUP_CORRUPTED']);
  }
}

async function isPublished({ ref, to, index }: CompareCopyRequest): Promise<boolean> {
  try {
    return (await readPackageIndex(to, ref)).checksum === index.checksum;
  } catch (error) {
    return falseWhere(error, ['BACKUP_NOT_FOUND', 'BACKUP_CORRUPTED', 'PACKAGE_INVALID']);
  }
}

function falseWhere(error: unknown, codes: readonly string[]): false {
  if (error instanceof HoldfastError && codes.includes(error.code)) return false;
  throw error;
}
