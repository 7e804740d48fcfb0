/** What a restore would do. */

import type { PreviewReport } from '@holdfast/contract';

import type { PreviewRequest } from '../engine.js';
import type { Adapters } from './adapters.js';

export function previewRestore(_adapters: Adapters, _request: PreviewRequest): Promise<PreviewReport> {
  return Promise.reject(new Error('This is not built yet.'));
}
