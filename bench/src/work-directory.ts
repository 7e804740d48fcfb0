/** A temporary directory for archives and packages, with room for what will be put there. */

import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The source, one restored copy, archives and packages of several kinds, and the write-ahead log. */
const ROOM_PER_BYTE = 4;
const ROOM_FOR_LOG_BYTES = 3 * 1024 ** 3;

export interface WorkDirectory {
  path: string;
  remove(): Promise<void>;
}

/** Throws where TMPDIR has not enough room for a benchmark of so many bytes. */
export async function makeWorkDirectory(sizeBytes: number): Promise<WorkDirectory> {
  const { bavail, bsize } = await statfs(tmpdir());
  const needed = sizeBytes * ROOM_PER_BYTE + ROOM_FOR_LOG_BYTES;
  if (bavail * bsize < needed) {
    throw new Error(
      `${gigabytes(needed)} GB are needed in ${tmpdir()}, but only ${gigabytes(bavail * bsize)} GB are free. ` +
        'Set TMPDIR to a directory with more room, or choose a smaller --size.',
    );
  }
  const path = await mkdtemp(join(tmpdir(), 'holdfast-bench-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

function gigabytes(bytes: number): string {
  return (bytes / 1024 ** 3).toFixed(1);
}
