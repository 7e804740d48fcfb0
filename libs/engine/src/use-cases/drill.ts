/** Rehearses a restore. */

import type { DrillReport } from '@holdfast/contract';

import type { DrillRequest } from '../engine.js';
import type { Adapters } from './adapters.js';

export function drill(_adapters: Adapters, _request: DrillRequest): Promise<DrillReport> {
  return Promise.reject(new Error('This is not built yet.'));
}
