/** Takes in a package from a tar. */

import type { ImportedPackage, ImportRequest } from '../engine.js';
import type { Adapters } from './adapters.js';

export function importPackage(_adapters: Adapters, _request: ImportRequest): Promise<ImportedPackage> {
  return Promise.reject(new Error('This is not built yet.'));
}
