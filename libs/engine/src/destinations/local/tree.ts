/** Walks a directory tree of stored objects; symbolic links are not followed. */

import { randomBytes } from 'node:crypto';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { SAFE_ID } from '../../domain/backup-id.js';

const PARTIAL_PREFIX = '.partial-';

export interface FoundFile {
  path: string;
  /** Relative to the tree's root, `/`-separated. */
  key: string;
  name: string;
  sizeBytes: number;
}

/** All files below `root/parts`. A directory that is missing has none; any other failure throws. */
export async function filesBelow(root: string, parts: readonly string[]): Promise<FoundFile[]> {
  const directory = join(root, ...parts);
  const entries = await orIfMissing(readdir(directory, { withFileTypes: true }), []);
  const found: FoundFile[] = [];
  // What has another kind of name is not ours, such as lost+found.
  for (const entry of entries.filter(({ name }) => SAFE_ID.test(name) || isPartial(name))) {
    const below = [...parts, entry.name];
    if (entry.isDirectory()) found.push(...(await filesBelow(root, below)));
    const path = join(directory, entry.name);
    // It may have been deleted since the directory was read.
    const stats = entry.isFile() ? await orIfMissing(lstat(path), null) : null;
    if (stats !== null) found.push({ path, key: below.join('/'), name: entry.name, sizeBytes: stats.size });
  }
  return found;
}

/** A name for an object that is still being written. */
export function partialName(): string {
  return `${PARTIAL_PREFIX}${randomBytes(8).toString('hex')}`;
}

export function isPartial(name: string): boolean {
  return name.startsWith(PARTIAL_PREFIX);
}

export async function orIfMissing<T, U>(promise: Promise<T>, otherwise: U): Promise<T | U> {
  try {
    return await promise;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return otherwise;
    throw error;
  }
}
