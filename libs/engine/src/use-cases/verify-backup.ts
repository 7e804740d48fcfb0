/** Re-reads every stored byte of a backup and holds it against its manifest: as it is stored, or opened too. */

import { compareFingerprints } from '../domain/compare-fingerprints.js';
import type { Manifest, ManifestComponent } from '../domain/manifest.js';
import type { PackageRef, Place, VerifyRequest } from '../engine.js';
import { HoldfastError } from '../errors/holdfast-error.js';
import { hashAttachment, readManifest, readObject } from '../package/package-reader.js';
import { hashStored } from '../package/stored-object.js';
import type { Inspection } from '../ports/component-driver.js';
import { type Adapters, driverFor } from './adapters.js';

/** Throws BACKUP_CORRUPTED naming the first object that is not what it was. */
export async function verifyBackup(adapters: Adapters, request: VerifyRequest): Promise<Manifest> {
  const around = readingFrom(adapters, request);
  const manifest = await readManifest(around.destination, request);
  const verify = request.level === 'hashed' ? hashComponent : readComponent;
  const bytesTotal = sumBytes(manifest);
  let bytesBefore = 0;
  for (const component of manifest.components) {
    const onBytes = (bytes: number): void => report(request, bytesBefore + bytes, bytesTotal);
    await verify(around, request, component, onBytes);
    bytesBefore += component.object.sizeBytes;
  }
  await verifyAttachments(around, request, manifest, request.signal);
  return manifest;
}

/** The same adapters, with the place that a request names as their destination. */
export function readingFrom(adapters: Adapters, { from = adapters.destination }: Place): Adapters {
  return { ...adapters, destination: from };
}

/** No key is needed. Of a delta this says nothing about what it builds on. */
async function hashComponent(
  { destination }: Adapters,
  request: VerifyRequest,
  { object }: ManifestComponent,
  onBytes: (bytes: number) => void,
): Promise<void> {
  await hashStored({ destination, ref: request, object, onBytes, signal: request.signal });
}

async function readComponent(
  adapters: Adapters,
  request: VerifyRequest,
  component: ManifestComponent,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const { signal } = request;
  assertSameFingerprint(component, await verifyComponent(adapters, request, component, { onBytes, signal }));
}

function report({ onProgress }: VerifyRequest, bytesDone: number, bytesTotal: number): void {
  onProgress({ phase: 'verifying', bytesDone, bytesTotal, itemsDone: null, itemsTotal: null });
}

/** Proves stored size and SHA-256 of what goes with the components. Throws BACKUP_CORRUPTED naming the object. */
export async function verifyAttachments(
  { destination }: Adapters,
  ref: PackageRef,
  { attachments }: Manifest,
  signal: AbortSignal,
): Promise<void> {
  for (const attachment of attachments) await hashAttachment({ destination, ref, attachment, signal });
}

export interface VerifyComponentOptions {
  onBytes: (bytes: number) => void;
  signal: AbortSignal;
  /** Where to keep the raw dump; absent: it is not kept, and every row is hashed. */
  spoolPath?: string;
}

/** Proves stored size and SHA-256, raw size and SHA-256, and that the dump can be parsed to its end. */
export async function verifyComponent(
  adapters: Adapters,
  ref: PackageRef,
  component: ManifestComponent,
  options: VerifyComponentOptions,
): Promise<Inspection> {
  const { destination, runner, codec } = adapters;
  // The raw SHA-256 already proves a spool's content; hashing each row again would prove nothing more.
  const isHashing = options.spoolPath === undefined;
  const inspector = driverFor(adapters, component.kind).inspect({ isHashing });
  const read = await readObject({
    destination,
    runner,
    codec: codec(),
    ref,
    component,
    inspector,
    workPath: adapters.workPath,
    ...options,
  });
  const isSame = read.raw.sha256 === component.raw.sha256 && read.raw.sizeBytes === component.raw.sizeBytes;
  if (isSame) return read.inspection;
  throw new HoldfastError(
    'BACKUP_CORRUPTED',
    `${component.object.name} opens, but its content is not the one that the manifest describes.`,
    { hint: 'Use another backup; this package was put together from parts that do not belong together.' },
  );
}

function assertSameFingerprint(component: ManifestComponent, inspection: Inspection): void {
  const compared = compareFingerprints(component.fingerprint, inspection.fingerprint, {
    isComparingObjects: true,
    isAllowingMore: false,
  });
  if (compared.isEqual) return;
  throw new HoldfastError(
    'BACKUP_CORRUPTED',
    `${component.object.name} does not hold what the manifest says: ${compared.differences.slice(0, 3).join('; ')}.`,
    { hint: 'Use another backup; the manifest of this one was changed.' },
  );
}

function sumBytes(manifest: Manifest): number {
  return manifest.components.reduce((total, { object }) => total + object.sizeBytes, 0);
}
