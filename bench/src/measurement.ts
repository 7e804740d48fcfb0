/** One timed piece of work. */

import { type MemoryPeaks, MemorySampler } from './memory-sampler.js';

export interface Measurement extends MemoryPeaks {
  seconds: number;
}

export interface Measured<T> extends Measurement {
  value: T;
}

export async function measure<T>(work: () => Promise<T>): Promise<Measured<T>> {
  const sampler = new MemorySampler();
  const startedMs = performance.now();
  try {
    const value = await work();
    const seconds = (performance.now() - startedMs) / 1000;
    return { value, seconds, ...sampler.stop() };
  } finally {
    sampler.stop();
  }
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
