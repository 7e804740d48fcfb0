/** The packages that a package is rebuilt from: itself, what its deltas build on, what those build on. */

import type { Manifest } from '../domain/manifest.js';
import { HoldfastError } from '../errors/holdfast-error.js';
import type { Destination } from '../ports/destination.js';
import { readPackageIndex } from './package-index.js';
import type { PackageRef } from './package-layout.js';

/**
 * Their manifests, its own first, each once.
 * Throws PARENT_MISSING where one that is built on is not in the destination; else as `readManifest`.
 */
export async function readBaseChain(
  destination: Destination,
  ref: PackageRef,
): Promise<[Manifest, ...Manifest[]]> {
  const { manifest } = await readPackageIndex(destination, ref);
  const chain: [Manifest, ...Manifest[]] = [manifest];
  for (const dependent of chain) {
    for (const backupId of baseIdsOf(dependent)) {
      if (chain.some((known) => known.backupId === backupId)) continue;
      chain.push(await readBase(destination, { appId: ref.appId, backupId }, dependent));
    }
  }
  return chain;
}

function baseIdsOf({ components }: Manifest): string[] {
  return components.flatMap(({ delta }) => (delta === null ? [] : [delta.baseBackupId]));
}

async function readBase(destination: Destination, ref: PackageRef, dependent: PackageRef): Promise<Manifest> {
  try {
    return (await readPackageIndex(destination, ref)).manifest;
  } catch (error) {
    const isMissing = error instanceof HoldfastError && error.code === 'BACKUP_NOT_FOUND';
    throw isMissing ? parentMissing(ref, dependent, destination.location, error) : error;
  }
}

function parentMissing(
  { backupId }: PackageRef,
  dependent: PackageRef,
  location: string,
  cause: unknown,
): HoldfastError {
  return new HoldfastError(
    'PARENT_MISSING',
    `The backup ${dependent.backupId} builds on ${backupId}, which is not in ${location}.`,
    { hint: `Bring ${backupId} back first, or use a backup that does not build on it.`, cause },
  );
}
