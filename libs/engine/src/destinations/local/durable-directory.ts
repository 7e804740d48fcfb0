/** Directories whose entries survive a power cut. */

import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Makes names that were added to or removed from the directory durable. */
export async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes the directory and its missing parents, 0700, and each of them durable. */
export async function makeDirectory(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || dirname(path) === path) throw error;
    await makeDirectory(dirname(path));
    return makeDirectory(path);
  }
  await syncDirectory(dirname(path));
}
