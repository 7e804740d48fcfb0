/** What lies in the storage: listing, deleting, and the sweeping of remains. */

import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { PackageRef } from '../engine.js';
import { listPackageRefs } from '../package/list-packages.js';
import { MANIFEST_NAME, packagePrefix } from '../package/package-layout.js';
import type { Destination } from '../ports/destination.js';
import type { Adapters } from './adapters.js';

/** Manifest first: from then on the backup does not exist, and an interrupted deletion can be repeated. */
export async function deletePackage(destination: Destination, ref: PackageRef): Promise<void> {
  const prefix = packagePrefix(ref);
  await destination.remove(`${prefix}/${MANIFEST_NAME}`);
  for (const { key } of await destination.list(prefix)) await destination.remove(key);
}

export async function sweep(
  adapters: Adapters,
): Promise<{ partials: number; unpublished: number; spools: number }> {
  const { destination } = adapters;
  const partials = await destination.sweepPartials();
  const { unpublished } = await listPackageRefs(destination);
  for (const ref of unpublished) await deletePackage(destination, ref);
  return { partials, unpublished: unpublished.length, spools: await emptyDirectory(adapters.workPath) };
}

async function emptyDirectory(path: string): Promise<number> {
  const names = await readdir(path);
  for (const name of names) await rm(join(path, name), { recursive: true, force: true });
  return names.length;
}
