/** Files that only their owner may read, written so that a crash leaves the old or the new one. */

import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

const FOR_OTHERS = 0o077;

/** Its text; null where it does not exist. */
export async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

export async function canOthersReach(path: string): Promise<boolean> {
  return ((await stat(path)).mode & FOR_OTHERS) !== 0;
}

/** Durable when it resolves. With `mustBeNew` it throws EEXIST rather than replace a file. */
export async function writePrivateFile(
  path: string,
  text: string,
  { mustBeNew = false } = {},
): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const partialPath = `${path}.partial-${randomBytes(8).toString('hex')}`;
  try {
    await writeThrough(partialPath, text);
    // Unlike a rename, a link never replaces what is there.
    await (mustBeNew ? link(partialPath, path) : rename(partialPath, path));
  } finally {
    await rm(partialPath, { force: true });
  }
  await syncDirectory(dirname(path));
}

async function writeThrough(path: string, text: string): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
