/** A throw-away directory with a catalog in it. */

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Catalog } from '../catalog.js';
import { openJsonFileCatalog } from '../json-file/open-json-file-catalog.js';

export const systemClock = { now: () => new Date() };

export async function temporaryDirectory(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'holdfast-catalog-'));
}

export function removeDirectory(directory: string): Promise<void> {
  return rm(directory, { recursive: true, force: true });
}

/** Losing the lock fails the test that did not expect it. */
export function openCatalog(directory: string): Promise<Catalog> {
  const onLockLost = (error: Error) => {
    throw error;
  };
  return openJsonFileCatalog({ directory, clock: systemClock, onLockLost });
}

/** Every file's content by name, to show that nothing was touched. */
export async function contentOf(directory: string): Promise<Record<string, string>> {
  const names = (await readdir(directory, { withFileTypes: true })).filter((entry) => entry.isFile());
  const contents = names.map(async ({ name }) => [name, await readFile(join(directory, name), 'base64')]);
  return Object.fromEntries(await Promise.all(contents)) as Record<string, string>;
}
