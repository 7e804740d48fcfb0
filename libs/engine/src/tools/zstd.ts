/** zstd as a pipeline stage. */

import { HoldfastError } from '../errors/holdfast-error.js';
import type { ProcessSpec } from '../ports/process-runner.js';

const MIN_LEVEL = 1;
const MAX_LEVEL = 19;

/** @param threads workers that compress; memory grows with each. */
export function zstdCompress(program: string, level: number, threads: number): ProcessSpec {
  if (!Number.isInteger(level) || level < MIN_LEVEL || level > MAX_LEVEL) {
    throw new HoldfastError('CONFIG_INVALID', `${level} is not a compression level of zstd.`, {
      hint: `Choose a whole number from ${MIN_LEVEL} (fastest) to ${MAX_LEVEL} (smallest).`,
    });
  }
  return zstd(program, [`-${level}`, `-T${threads}`, '-c', '-q']);
}

/** Frames that would take more than zstd's default of 128 MiB to open are refused, so that memory stays bounded. */
export function zstdDecompress(program: string): ProcessSpec {
  return zstd(program, ['-d', '-c', '-q']);
}

function zstd(program: string, args: readonly string[]): ProcessSpec {
  return { label: 'zstd', owner: 'codec', program, args, env: {} };
}
