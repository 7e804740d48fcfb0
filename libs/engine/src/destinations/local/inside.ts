/** Keeps every access below the storage's directory: symbolic links below it are refused. */

import { lstat, mkdir, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { HoldfastError } from '../../errors/holdfast-error.js';
import { syncDirectory } from './durable-directory.js';
import { orIfMissing } from './tree.js';

/** Whether the directory of `root/parts` exists and is where the parts say. */
export async function isInside(root: string, parts: readonly string[]): Promise<boolean> {
  const parents = parts.slice(0, -1);
  const parent = await orIfMissing(realpath(join(root, ...parents)), null);
  return parent === join(await realpath(root), ...parents);
}

/** Makes the directories that lead to `root/parts`, 0700 and durable. The root must be there: its disk may be missing. */
export async function makeParents(root: string, parts: readonly string[]): Promise<void> {
  let path = root;
  for (const part of parts.slice(0, -1)) {
    path = join(path, part);
    if (await makeOne(path)) await syncDirectory(dirname(path));
    if (!(await lstat(path)).isDirectory()) throw leadsOutside(path, root);
  }
}

async function makeOne(path: string): Promise<boolean> {
  try {
    await mkdir(path, { mode: 0o700 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function leadsOutside(path: string, root: string): HoldfastError {
  return new HoldfastError('STORAGE_UNAVAILABLE', `${path} is not a real directory inside of ${root}.`, {
    hint: 'Replace the symbolic link or file by a directory.',
  });
}
