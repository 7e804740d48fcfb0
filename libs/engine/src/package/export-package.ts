/** A package as one tar. */

import type { PackageExport } from '../engine.js';
import type { Destination } from '../ports/destination.js';
import type { PackageRef } from './package-layout.js';

export function exportPackage(_from: Destination, _ref: PackageRef): Promise<PackageExport> {
  return Promise.reject(new Error('This is not built yet.'));
}
