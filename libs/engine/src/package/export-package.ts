/** A package as one tar: unpacked in a storage's directory, it lies where it belongs. */

import { Readable } from 'node:stream';

import type { Manifest } from '../domain/manifest.js';
import { HoldfastError } from '../errors/holdfast-error.js';
import { digesting, type Digest } from '../pipeline/digest.js';
import type { Destination } from '../ports/destination.js';
import { objectsOf } from './checksums.js';
import { readPackageIndex } from './package-index.js';
import { DOCUMENT_NAMES, objectKey, type PackageRef, SIGNATURE_NAME } from './package-layout.js';
import { assertStored } from './stored-object.js';
import { tarEnd, type TarEntry, tarHeader, tarPadding } from './tar-header.js';

/** A package as one plain tar, whose size is known before it is read. */
export interface PackageExport {
  fileName: string;
  sizeBytes: number;
  stream: Readable;
}

interface ExportedFile extends TarEntry {
  name: string;
  /** Null: what is read is not held against it. */
  sha256: string | null;
}

/**
 * The manifest comes last, as in publishing: half a download holds no backup. The stream fails with BACKUP_CORRUPTED
 * naming the object that is not what the manifest says, before the manifest has passed.
 */
export async function exportPackage(
  from: Destination,
  { appId, backupId }: PackageRef,
): Promise<PackageExport> {
  const ref = { appId, backupId };
  const { manifest } = await readPackageIndex(from, ref);
  const files = await filesOf(from, ref, manifest);
  const sizeBytes = files.reduce((sum, file) => sum + tarredBytes(file), tarEnd().length);
  const stream = Readable.from(tarOf(from, files), { objectMode: false });
  return { fileName: `${backupId}.tar`, sizeBytes, stream };
}

async function filesOf(from: Destination, ref: PackageRef, manifest: Manifest): Promise<ExportedFile[]> {
  const modifiedAt = new Date(manifest.completedAt);
  const files: ExportedFile[] = objectsOf(manifest).map(({ name, sizeBytes, sha256 }) => ({
    name,
    path: objectKey(ref, name),
    sizeBytes,
    sha256,
    modifiedAt,
  }));
  for (const name of DOCUMENT_NAMES) {
    if (name === SIGNATURE_NAME && manifest.signature === null) continue;
    const path = objectKey(ref, name);
    const stored = await from.stat(path);
    if (stored === null) throw vanished(path);
    files.push({ name, path, sizeBytes: stored.sizeBytes, sha256: null, modifiedAt });
  }
  return files;
}

function tarredBytes(file: TarEntry): number {
  return tarHeader(file).length + file.sizeBytes + tarPadding(file.sizeBytes).length;
}

async function* tarOf(from: Destination, files: readonly ExportedFile[]): AsyncGenerator<Buffer> {
  for (const file of files) {
    yield tarHeader(file);
    yield* contentOf(from, file);
    const padding = tarPadding(file.sizeBytes);
    if (padding.length > 0) yield padding;
  }
  yield tarEnd();
}

async function* contentOf(from: Destination, file: ExportedFile): AsyncGenerator<Buffer> {
  const stream = digesting((await from.read(file.path)) as AsyncIterable<Buffer>);
  let sizeBytes = 0;
  for await (const chunk of stream) {
    sizeBytes += chunk.length;
    // Beyond its stated size it would be taken for the next file's header.
    if (sizeBytes > file.sizeBytes) break;
    yield chunk;
  }
  const digest: Digest = sizeBytes > file.sizeBytes ? { sizeBytes, sha256: '' } : stream.result();
  assertStored({ ...file, sha256: file.sha256 ?? digest.sha256 }, digest);
}

function vanished(path: string): HoldfastError {
  return new HoldfastError('BACKUP_CORRUPTED', `The object ${path} vanished while it was read.`, {
    hint: 'Look whether the backup was deleted meanwhile; otherwise check the storage.',
  });
}
