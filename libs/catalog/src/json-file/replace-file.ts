/** Replaces a file so that a crash at any moment leaves the old content or the new one. */

import { randomUUID } from 'node:crypto';
import { open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export interface FileReplacement {
  path: string;
  content: string;
  /** What stood there, to be put back where the last step fails; null: there was no file. */
  previous: () => string | null;
  /** Last chance to refuse, just before the new content becomes visible. */
  beforeRename: () => Promise<void>;
}

const LEFTOVER_NAME = /\.[0-9a-f-]{36}\.tmp$|^takeover-\d+-\d+$/;

export async function replaceFile(replacement: FileReplacement): Promise<void> {
  const { path, content, previous, beforeRename } = replacement;
  await writeAndRename(path, content, beforeRename);
  try {
    await syncDirectory(dirname(path));
  } catch (error) {
    await putBack(path, previous());
    throw error;
  }
}

/** Removes what crashes left between writing and renaming, and claims on locks of long ago. Call only with the lock. */
export async function removeLeftovers(directory: string): Promise<void> {
  const names = await readdir(directory);
  const leftovers = names.filter((name) => LEFTOVER_NAME.test(name));
  await Promise.all(leftovers.map((name) => rm(join(directory, name), { force: true })));
}

async function writeAndRename(
  path: string,
  content: string,
  beforeRename: () => Promise<void>,
): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await writeSynced(temporary, content);
    await beforeRename();
    await rename(temporary, path);
  } catch (error) {
    // A leftover that cannot be removed now is removed when the catalog is opened next.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

async function writeSynced(path: string, content: string): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(content, 'utf8');
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The rename is visible but perhaps not durable: the caller is told "failed", so the old content must stand. */
async function putBack(path: string, previous: string | null): Promise<void> {
  const restored =
    previous === null ? rm(path, { force: true }) : writeAndRename(path, previous, async () => {});
  // Where even this fails, memory still holds the old state and the next write brings it back.
  await restored.catch(() => undefined);
}

export async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
