/** Finds the packages in a destination. */

import type { PackageAuthenticity } from '@holdfast/contract';

import { isBackupId } from '../domain/backup-id.js';
import type { Manifest } from '../domain/manifest.js';
import { HoldfastError } from '../errors/holdfast-error.js';
import type { Destination } from '../ports/destination.js';
import type { Keyring } from '../ports/keyring.js';
import { authenticityOf } from './manifest-signature.js';
import { readPackageIndex } from './package-index.js';
import { MANIFEST_NAME, packageOfKey, packagePrefix, type PackageRef } from './package-layout.js';

export interface PackageRefs {
  /** Have a manifest. */
  published: PackageRef[];
  /** Have objects, but no manifest: remains of a backup that failed, or of a deletion that was interrupted. */
  unpublished: PackageRef[];
}

/** What is known of a package without opening its objects. */
export interface FoundPackage extends PackageRef {
  manifest: Manifest;
  authenticity: PackageAuthenticity;
  /** Where it lies, for people. */
  path: string;
  /** Stored bytes of all its objects, its manifest and checksums. */
  sizeBytes: number;
  /** SHA-256 of `SHA256SUMS`. */
  checksum: string;
}

/** Published, but what it says of itself cannot be trusted. */
export interface DamagedPackage extends PackageRef {
  message: string;
}

export interface PackageListing {
  /** Newest first. */
  packages: FoundPackage[];
  damaged: DamagedPackage[];
}

interface PackageOnDisk extends PackageRef {
  sizeBytes: number;
  isPublished: boolean;
}

/** Reads no manifest. */
export async function listPackageRefs(destination: Destination): Promise<PackageRefs> {
  const found = await findPackages(destination);
  return {
    published: found.filter(({ isPublished }) => isPublished).map(refOf),
    unpublished: found.filter(isRemains).map(refOf),
  };
}

/** Throws where the storage fails; a package that is damaged does not keep the others from being listed. */
export async function listPackages(
  destination: Destination,
  keyring: Pick<Keyring, 'isOwnSigningKey'>,
): Promise<PackageListing> {
  const found = await findPackages(destination);
  const packages: FoundPackage[] = [];
  const damaged: DamagedPackage[] = [];
  for (const { sizeBytes, ...place } of found.filter(({ isPublished }) => isPublished)) {
    const ref = refOf(place);
    const index = await readPackageIndex(destination, ref).catch(damageOrThrow);
    const path = destination.locate(packagePrefix(ref));
    if (index instanceof HoldfastError) damaged.push({ ...ref, message: index.message });
    else
      packages.push({
        ...ref,
        ...index,
        authenticity: authenticityOf(index.manifest, keyring),
        path,
        sizeBytes,
      });
  }
  packages.sort((one, other) => Date.parse(other.manifest.createdAt) - Date.parse(one.manifest.createdAt));
  return { packages, damaged };
}

async function findPackages(destination: Destination): Promise<PackageOnDisk[]> {
  const found = new Map<string, PackageOnDisk>();
  for (const { key, sizeBytes } of await destination.list('')) {
    const place = packageOfKey(key);
    if (place === null) continue;
    const { objectName, ...ref } = place;
    const known = found.get(packagePrefix(ref)) ?? { ...ref, sizeBytes: 0, isPublished: false };
    known.sizeBytes += sizeBytes;
    known.isPublished ||= objectName === MANIFEST_NAME;
    found.set(packagePrefix(ref), known);
  }
  return [...found.values()];
}

function isRemains({ isPublished, backupId }: PackageOnDisk): boolean {
  return !isPublished && isBackupId(backupId);
}

function refOf({ appId, backupId }: PackageRef): PackageRef {
  return { appId, backupId };
}

function damageOrThrow(error: unknown): HoldfastError {
  const isDamage =
    error instanceof HoldfastError && (error.code === 'PACKAGE_INVALID' || error.code === 'BACKUP_CORRUPTED');
  if (isDamage) return error;
  throw error;
}
