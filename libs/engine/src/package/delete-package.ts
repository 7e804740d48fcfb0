/** Deletes a package, published or not. */

import type { Destination } from '../ports/destination.js';
import { MANIFEST_NAME, objectKey, packagePrefix, type PackageRef } from './package-layout.js';

/** Manifest first: from then on the backup does not exist, and an interrupted deletion can be repeated. */
export async function deletePackage(destination: Destination, ref: PackageRef): Promise<void> {
  await destination.remove(objectKey(ref, MANIFEST_NAME));
  for (const { key } of await destination.list(packagePrefix(ref))) await destination.remove(key);
}
