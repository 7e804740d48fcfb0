/** zstd as a pipeline stage. */

import { HoldfastError } from '../errors/holdfast-error.js';
import type { ProcessSpec } from '../ports/process-runner.js';

const MIN_LEVEL = 1;
const MAX_LEVEL = 19;
/**
 * A reference is read into memory as a whole, and faulting that in by small pages takes longer than the work.
 * Where this is not known (not glibc, not Linux), nothing changes. Source: the GNU C library's manual, Memory
 * Allocation Tunables.
 */
const LARGE_PAGES = { GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1' };

/** @param threads workers that compress; memory grows with each. */
export function zstdCompress(program: string, level: number, threads: number): ProcessSpec {
  assertLevel(level);
  return zstd(program, [`-${level}`, `-T${threads}`, '-c', '-q']);
}

/** Frames that would take more than zstd's default of 128 MiB to open are refused, so that memory stays bounded. */
export function zstdDecompress(program: string): ProcessSpec {
  return zstd(program, ['-d', '-c', '-q']);
}

/**
 * Without workers: one would take the memory of the input again, for nothing where there is a reference.
 * @param referencePath null: an ordinary frame.
 */
export function zstdCompressFile(
  program: string,
  inputPath: string,
  referencePath: string | null,
  level: number,
): ProcessSpec {
  assertLevel(level);
  const reference = referencePath === null ? [] : [`--patch-from=${referencePath}`];
  return zstd(
    program,
    [`-${level}`, '--single-thread', ...reference, '-c', '-q', '--', inputPath],
    LARGE_PAGES,
  );
}

/** Only frames whose window is as large as the reference, or zstd's default, are opened. */
export function zstdDecompressAgainst(program: string, referencePath: string): ProcessSpec {
  return zstd(program, ['-d', `--patch-from=${referencePath}`, '-c', '-q'], LARGE_PAGES);
}

function assertLevel(level: number): void {
  if (Number.isInteger(level) && level >= MIN_LEVEL && level <= MAX_LEVEL) return;
  throw new HoldfastError('CONFIG_INVALID', `${level} is not a compression level of zstd.`, {
    hint: `Choose a whole number from ${MIN_LEVEL} (fastest) to ${MAX_LEVEL} (smallest).`,
  });
}

function zstd(program: string, args: readonly string[], env: ProcessSpec['env'] = {}): ProcessSpec {
  return { label: 'zstd', owner: 'codec', program, args, env };
}
