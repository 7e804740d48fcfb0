/** What a package says of itself: its manifest, held against its checksums and its signature. Nothing in it is trusted. */

import { createHash } from 'node:crypto';

import { type Manifest, MANIFEST_FORMAT_VERSION, manifestSchema } from '../domain/manifest.js';
import { HoldfastError } from '../errors/holdfast-error.js';
import type { Destination } from '../ports/destination.js';
import { firstDisagreement, objectsOf, parseChecksums } from './checksums.js';
import { isSignedBy } from './manifest-signature.js';
import {
  CHECKSUMS_NAME,
  DOCUMENT_NAMES,
  MANIFEST_NAME,
  MAX_DOCUMENT_BYTES,
  objectKey,
  type PackageRef,
  SIGNATURE_NAME,
} from './package-layout.js';

export interface PackageIndex {
  manifest: Manifest;
  /** SHA-256 of `SHA256SUMS`. */
  checksum: string;
}

/** Throws BACKUP_NOT_FOUND, PACKAGE_INVALID naming what is wrong, or BACKUP_CORRUPTED naming the object. */
export async function readPackageIndex(destination: Destination, ref: PackageRef): Promise<PackageIndex> {
  const manifestKey = objectKey(ref, MANIFEST_NAME);
  if ((await destination.stat(manifestKey)) === null) throw notFound(ref, destination.location);
  const manifestText = await readDocument(destination, manifestKey);
  const manifest = parseManifest(manifestText.toString('utf8'), ref);
  const text = await readDocument(destination, objectKey(ref, CHECKSUMS_NAME));
  assertListed(ref, manifest, manifestText, text);
  await assertSigned(destination, ref, manifest, manifestText);
  return { manifest, checksum: sha256Of(text) };
}

function assertListed(ref: PackageRef, manifest: Manifest, manifestText: Buffer, text: Buffer): void {
  const checksums = parseChecksums(text.toString('utf8'));
  if (checksums === null) throw damaged(`${CHECKSUMS_NAME} of ${ref.backupId} is not a list of checksums.`);
  const described = [...objectsOf(manifest), { name: MANIFEST_NAME, sha256: sha256Of(manifestText) }];
  const objectName = firstDisagreement(described, checksums);
  if (objectName === null) return;
  throw damaged(`${MANIFEST_NAME} and ${CHECKSUMS_NAME} of ${ref.backupId} disagree about ${objectName}.`);
}

/** A manifest says itself whether it is signed; where it is not, a signature beside it belongs to another one. */
async function assertSigned(
  destination: Destination,
  ref: PackageRef,
  { signature }: Manifest,
  manifestText: Buffer,
): Promise<void> {
  const key = objectKey(ref, SIGNATURE_NAME);
  if (signature === null) {
    if ((await destination.stat(key)) === null) return;
    throw damaged(`${key} is there, but ${MANIFEST_NAME} says that it is not signed.`);
  }
  const bytes = await readDocument(destination, key);
  if (isSignedBy(signature.publicKey, manifestText, bytes)) return;
  throw damaged(`${key} is not the signature of ${MANIFEST_NAME} by the key that it names.`);
}

function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function parseManifest(text: string, ref: PackageRef): Manifest {
  const json = parseJson(text, ref);
  const version = (json as { formatVersion?: unknown } | null)?.formatVersion;
  if (typeof version === 'number' && version > MANIFEST_FORMAT_VERSION) throw tooNew(ref, version);
  const parsed = manifestSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalid(ref, `${issue?.path.join('.') || 'it'}: ${issue?.message ?? 'not valid'}`);
  }
  const contradiction = contradictionIn(parsed.data, ref);
  if (contradiction !== null) throw invalid(ref, contradiction);
  return parsed.data;
}

function parseJson(text: string, ref: PackageRef): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message would quote the document.
    throw invalid(ref, 'it is not JSON');
  }
}

function contradictionIn(manifest: Manifest, ref: PackageRef): string | null {
  if (manifest.backupId !== ref.backupId) return `backupId: it says ${manifest.backupId}`;
  if (manifest.appId !== ref.appId) return `appId: it says ${manifest.appId}`;
  const names = [...DOCUMENT_NAMES, ...objectsOf(manifest).map(({ name }) => name)];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return twice === undefined ? null : `components: the object ${twice} is named twice`;
}

async function readDocument(destination: Destination, key: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of (await destination.read(key)) as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > MAX_DOCUMENT_BYTES) throw damaged(`${key} is larger than 64 MiB.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function notFound({ backupId }: PackageRef, location: string): HoldfastError {
  return new HoldfastError('BACKUP_NOT_FOUND', `There is no backup ${backupId} in ${location}.`, {
    hint: 'It may have been deleted, or it never was completed.',
  });
}

function invalid({ backupId }: PackageRef, what: string): HoldfastError {
  return new HoldfastError('PACKAGE_INVALID', `The manifest of ${backupId} is not valid: ${what}.`, {
    hint: 'Use another backup, or bring manifest.json back from a copy of the storage.',
  });
}

function tooNew({ backupId }: PackageRef, version: number): HoldfastError {
  return new HoldfastError(
    'PACKAGE_INVALID',
    `The backup ${backupId} has format version ${version}; this Holdfast reads up to ${MANIFEST_FORMAT_VERSION}.`,
    { hint: 'Update Holdfast.' },
  );
}

function damaged(message: string): HoldfastError {
  return new HoldfastError('BACKUP_CORRUPTED', message, {
    hint: 'Use another backup, or bring the package back from a copy of the storage.',
  });
}
