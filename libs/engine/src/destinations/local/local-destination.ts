/** Packages in a directory of this machine. */

import { constants } from 'node:fs';
import { link, lstat, open, rename, rm, rmdir, stat, unlink, type FileHandle } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';

import { BlockPool, BlockWriter } from '../../pipeline/block-writer.js';
import type { Destination, StorageSpace, StoredObject } from '../../ports/destination.js';
import { objectMissing, objectTaken } from '../object-errors.js';
import { partsOfKey, partsOfPrefix } from '../object-key.js';
import { makeDirectory, syncDirectory } from './durable-directory.js';
import { isInside, makeParents } from './inside.js';
import { ObjectReadable } from './object-readable.js';
import { freeBytesOf, storageError } from './storage-error.js';
import { filesBelow, isPartial, orIfMissing, partialName } from './tree.js';

const NO_HARD_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);
/** A deletion beside us may take away the directory that we have just made. */
const OPEN_ATTEMPTS = 5;

export class LocalDestination implements Destination {
  readonly location: string;
  readonly #blockBytes: number | undefined;

  /** @param blockBytes how much of an object is written at once; left out, a usual size. */
  constructor(path: string, blockBytes?: number) {
    this.location = resolve(path);
    this.#blockBytes = blockBytes;
  }

  async prepare(): Promise<void> {
    const probe = join(this.location, partialName());
    await this.#explained(`Preparing ${this.location}`, async () => {
      await makeDirectory(this.location);
      const handle = await open(probe, 'wx', 0o600);
      try {
        await handle.writeFile('probe');
        await handle.sync();
      } finally {
        await handle.close();
        await unlink(probe);
      }
      await syncDirectory(this.location);
    });
  }

  async write(key: string, source: AsyncIterable<Buffer>): Promise<StoredObject> {
    const parts = partsOfKey(key);
    const path = join(this.location, ...parts);
    const partialPath = join(dirname(path), partialName());
    const action = `Writing ${key}`;
    if ((await this.stat(key)) !== null) throw objectTaken(key);
    const handle = await this.#explained(action, () => this.#openPartial(parts, partialPath));
    try {
      const sizeBytes = await this.#fill(handle, source, action);
      await this.#explained(action, () => this.#publish(key, partialPath, path, sizeBytes));
      return { key, sizeBytes };
    } catch (error) {
      await rm(partialPath, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  async read(key: string): Promise<Readable> {
    const action = `Reading ${key}`;
    const path = join(this.location, ...partsOfKey(key));
    const handle = await this.#explained(action, async () => {
      const isThere = (await this.stat(key)) !== null;
      const opened = isThere ? open(path, constants.O_RDONLY | constants.O_NOFOLLOW) : Promise.resolve(null);
      return (await orIfMissing(opened, null)) ?? Promise.reject(objectMissing(key, this.location));
    });
    return new ObjectReadable(handle, (error) => storageError(error, action, this.location));
  }

  async stat(key: string): Promise<StoredObject | null> {
    const parts = partsOfKey(key);
    return this.#explained(`Looking for ${key}`, async () => {
      if (!(await isInside(this.location, parts))) return null;
      const stats = await orIfMissing(lstat(join(this.location, ...parts)), null);
      return stats?.isFile() ? { key, sizeBytes: stats.size } : null;
    });
  }

  async list(prefix: string): Promise<StoredObject[]> {
    const parts = partsOfPrefix(prefix);
    return this.#explained(`Listing ${this.locate(prefix)}`, async () => {
      // A storage that is gone must not look like one that is empty.
      await stat(this.location);
      if (!(await isInside(this.location, [...parts, 'any']))) return [];
      const files = await filesBelow(this.location, parts);
      return files.filter(({ name }) => !isPartial(name)).map(({ key, sizeBytes }) => ({ key, sizeBytes }));
    });
  }

  async remove(key: string): Promise<void> {
    const parts = partsOfKey(key);
    const path = join(this.location, ...parts);
    await this.#explained(`Deleting ${key}`, async () => {
      if (!(await isInside(this.location, parts))) return;
      await orIfMissing(unlink(path), undefined);
      await syncDirectory(dirname(path));
      await this.#removeEmpty(parts.slice(0, -1));
    });
  }

  async sweepPartials(): Promise<number> {
    return this.#explained(`Sweeping ${this.location}`, async () => {
      await stat(this.location);
      const partials = (await filesBelow(this.location, [])).filter(({ name }) => isPartial(name));
      for (const { path, key } of partials) {
        await unlink(path);
        await this.#removeEmpty(key.split('/').slice(0, -1));
      }
      return partials.length;
    });
  }

  async space(): Promise<StorageSpace> {
    const objects = await this.list('');
    const usedBytes = objects.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    const freeBytes = await this.#explained('Asking for free space', () => freeBytesOf(this.location));
    return { usedBytes, freeBytes };
  }

  locate(key: string): string {
    return join(this.location, ...partsOfPrefix(key));
  }

  async #openPartial(parts: readonly string[], partialPath: string): Promise<FileHandle> {
    const tryOpen = async () => {
      await makeParents(this.location, parts);
      return open(partialPath, 'wx', 0o600);
    };
    for (let attempt = 1; attempt < OPEN_ATTEMPTS; attempt += 1) {
      const handle = await orIfMissing(tryOpen(), null);
      if (handle !== null) return handle;
    }
    return tryOpen();
  }

  /** Writes all of it and makes it durable. The source's errors are thrown as they are. */
  async #fill(handle: FileHandle, source: AsyncIterable<Buffer>, action: string): Promise<number> {
    const writer = new BlockWriter(handle, new BlockPool(this.#blockBytes));
    try {
      for await (const chunk of source) await this.#explained(action, () => writer.write(chunk));
      await this.#explained(action, async () => {
        await writer.end();
        await handle.sync();
      });
      return writer.writtenBytes;
    } finally {
      await writer.stop();
      await this.#explained(action, () => handle.close());
    }
  }

  async #publish(key: string, partialPath: string, path: string, sizeBytes: number): Promise<void> {
    const { size } = await lstat(partialPath);
    if (size !== sizeBytes) throw new Error(`${sizeBytes} bytes were written, but ${size} are there`);
    try {
      // Unlike a rename, a link never replaces what is there.
      await link(partialPath, path);
      await unlink(partialPath);
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST') throw objectTaken(key);
      if (!NO_HARD_LINKS.has(code)) throw error;
      if ((await orIfMissing(lstat(path), null)) !== null) throw objectTaken(key);
      await rename(partialPath, path);
    }
    await syncDirectory(dirname(path));
  }

  async #removeEmpty(parts: readonly string[]): Promise<void> {
    if (parts.length === 0) return;
    try {
      await rmdir(join(this.location, ...parts));
    } catch {
      return; // Not empty, or already gone.
    }
    await this.#removeEmpty(parts.slice(0, -1));
  }

  async #explained<T>(action: string, act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      throw await storageError(error, action, this.location);
    }
  }
}
