/** Copies a package to another destination. */

import type { CopyRequest, FoundPackage } from '../engine.js';
import type { Adapters } from '../use-cases/adapters.js';

export function copyPackage(_adapters: Adapters, _request: CopyRequest): Promise<FoundPackage> {
  return Promise.reject(new Error('This is not built yet.'));
}
