/** Copies a package to another destination. */

import type { CopyRequest, FoundPackage } from '../engine.js';
import { throwIfCanceled } from '../errors/canceled.js';
import { HoldfastError } from '../errors/holdfast-error.js';
import { digesting } from '../pipeline/digest.js';
import type { Destination } from '../ports/destination.js';
import type { Keyring } from '../ports/keyring.js';
import type { Adapters } from './adapters.js';
import { compareCopy, type CopiedObject } from '../package/compare-copy.js';
import { objectsOf } from '../package/checksums.js';
import { authenticityOf } from '../package/manifest-signature.js';
import { type PackageIndex, readPackageIndex } from '../package/package-index.js';
import {
  DOCUMENT_NAMES,
  MANIFEST_NAME,
  objectKey,
  packagePrefix,
  type PackageRef,
  SIGNATURE_NAME,
} from '../package/package-layout.js';
import { assertStored } from '../package/stored-object.js';

type CopyAdapters = Pick<Adapters, 'destination' | 'keyring'>;

interface Copy {
  ref: PackageRef;
  from: Destination;
  to: Destination;
  signal: AbortSignal;
}

/**
 * Objects first, the manifest last: a copy that failed or was canceled is no backup there, and a repeated call goes on
 * where it ended. What an earlier attempt left is read back and hashed before it counts. Only this package is copied:
 * one that builds on others cannot be restored from there until the caller has copied them too.
 */
export async function copyPackage(adapters: CopyAdapters, request: CopyRequest): Promise<FoundPackage> {
  const { appId, backupId, from = adapters.destination, to, onBytes, signal } = request;
  const copy: Copy = { ref: { appId, backupId }, from, to, signal };
  const index = await readPackageIndex(from, copy.ref);
  const objects = objectsOf(index.manifest);
  const progress = progressOf(objects, onBytes);
  const { missing, isComplete } = await compareCopy({ ...copy, index, objects, onBytes: progress.within });
  if (!isComplete) await send(copy, index, missing, progress.within);
  await assertSame(copy, index);
  progress.end();
  return found(copy, index, adapters.keyring());
}

async function send(
  copy: Copy,
  { manifest }: PackageIndex,
  missing: readonly CopiedObject[],
  onBytes: (objectName: string, bytes: number) => void,
): Promise<void> {
  const { ref, to } = copy;
  // From here on there is no backup until the manifest is there again.
  await to.remove(objectKey(ref, MANIFEST_NAME));
  await removeOthers(copy, new Set(objectsOf(manifest).map(({ name }) => name)), missing);
  for (const object of missing) await sendObject(copy, object, onBytes);
  await assertSizes(copy, objectsOf(manifest));
  for (const name of DOCUMENT_NAMES) {
    if (name === SIGNATURE_NAME && manifest.signature === null) continue;
    const stream = await copy.from.read(objectKey(ref, name));
    await to.write(objectKey(ref, name), cancelable(stream as AsyncIterable<Buffer>, copy.signal), {
      signal: copy.signal,
    });
  }
}

/** Documents of an earlier attempt, objects that are not what they should be, and what does not belong there. */
async function removeOthers(
  { ref, to }: Copy,
  names: ReadonlySet<string>,
  missing: readonly CopiedObject[],
): Promise<void> {
  const unfit = new Set(missing.map(({ name }) => objectKey(ref, name)));
  const kept = new Set([...names].map((name) => objectKey(ref, name)).filter((key) => !unfit.has(key)));
  for (const { key } of await to.list(packagePrefix(ref))) if (!kept.has(key)) await to.remove(key);
}

async function sendObject(
  { ref, from, to, signal }: Copy,
  object: CopiedObject,
  onBytes: (objectName: string, bytes: number) => void,
): Promise<void> {
  const key = objectKey(ref, object.name);
  const stored = (await from.read(key)) as AsyncIterable<Buffer>;
  const stream = digesting(cancelable(stored, signal), (bytesSoFar) => onBytes(object.name, bytesSoFar));
  await to.write(key, proven(stream, object), { expectedSizeBytes: object.sizeBytes, signal });
}

/** Fails at the end of a stream that is not the object: then the destination keeps nothing of it. */
async function* proven(stream: ReturnType<typeof digesting>, object: CopiedObject): AsyncGenerator<Buffer> {
  yield* stream;
  assertStored(object, stream.result());
}

async function* cancelable(source: AsyncIterable<Buffer>, signal: AbortSignal): AsyncGenerator<Buffer> {
  throwIfCanceled(signal);
  for await (const chunk of source) {
    yield chunk;
    throwIfCanceled(signal);
  }
}

async function assertSizes({ ref, to }: Copy, objects: readonly CopiedObject[]): Promise<void> {
  for (const { name, sizeBytes } of objects) {
    const stored = await to.stat(objectKey(ref, name));
    if (stored?.sizeBytes !== sizeBytes) throw notArrived(objectKey(ref, name), to.location);
  }
}

/** The checksums cover the manifest and every object: where they are the same, so is the package. */
async function assertSame({ ref, to }: Copy, { checksum }: PackageIndex): Promise<void> {
  try {
    const copied = await readPackageIndex(to, ref);
    if (copied.checksum === checksum) return;
    throw notArrived(packagePrefix(ref), to.location);
  } catch (error) {
    if (isDamage(error)) await to.remove(objectKey(ref, MANIFEST_NAME));
    throw error;
  }
}

async function found(
  { ref, to }: Copy,
  { manifest, checksum }: PackageIndex,
  keyring: Pick<Keyring, 'isOwnSigningKey'>,
): Promise<FoundPackage> {
  const stored = await to.list(packagePrefix(ref));
  return {
    ...ref,
    manifest,
    authenticity: authenticityOf(manifest, keyring),
    path: to.locate(packagePrefix(ref)),
    sizeBytes: stored.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    checksum,
  };
}

function progressOf(objects: readonly CopiedObject[], onBytes: CopyRequest['onBytes']) {
  const totalBytes = objects.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const bytesOf = new Map<string, number>();
  const done = () => [...bytesOf.values()].reduce((sum, bytes) => sum + bytes, 0);
  return {
    within: (objectName: string, bytes: number) => {
      bytesOf.set(objectName, bytes);
      onBytes(Math.min(done(), totalBytes), totalBytes);
    },
    end: () => onBytes(totalBytes, totalBytes),
  };
}

function isDamage(error: unknown): boolean {
  const codes = ['PACKAGE_INVALID', 'BACKUP_CORRUPTED', 'STORAGE_UNAVAILABLE'];
  return error instanceof HoldfastError && codes.includes(error.code);
}

function notArrived(what: string, location: string): HoldfastError {
  return new HoldfastError(
    'STORAGE_UNAVAILABLE',
    `The copy of ${what} in ${location} is not what was sent there.`,
    { hint: 'Send it again; where it happens again, do not rely on this store.' },
  );
}
