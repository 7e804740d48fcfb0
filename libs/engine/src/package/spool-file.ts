/** A raw dump on its way into a file of the work directory. */

import { open, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

import { HoldfastError } from '../errors/holdfast-error.js';
import { BlockWriter } from '../pipeline/block-writer.js';

const FULL = new Set(['ENOSPC', 'EDQUOT']);

export class SpoolFile {
  readonly #path: string;
  readonly #handle: FileHandle;
  readonly #writer: BlockWriter;

  private constructor(path: string, handle: FileHandle) {
    this.#path = path;
    this.#handle = handle;
    this.#writer = new BlockWriter(handle);
  }

  /** Private to this user; replaces what an earlier attempt left there. */
  static async create(path: string): Promise<SpoolFile> {
    try {
      await rm(path, { force: true });
      return new SpoolFile(path, await open(path, 'wx', 0o600));
    } catch (error) {
      throw explain(error, path);
    }
  }

  async write(chunk: Buffer): Promise<void> {
    await this.#writer.write(chunk).catch((error: unknown) => Promise.reject(explain(error, this.#path)));
  }

  async end(): Promise<void> {
    await this.#writer.end().catch((error: unknown) => Promise.reject(explain(error, this.#path)));
    await this.#handle.close();
  }

  /** Half a dump must not be taken for a whole one. */
  async discard(): Promise<void> {
    await this.#writer.stop();
    await this.#handle.close().catch(() => undefined);
    await rm(this.#path, { force: true });
  }
}

function explain(error: unknown, path: string): HoldfastError {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (FULL.has(code)) {
    return new HoldfastError('STORAGE_FULL', `No space is left in the work directory ${dirname(path)}.`, {
      hint: 'A restore needs room for the unpacked dump: free some space there, or set another work directory.',
      cause: error,
    });
  }
  return new HoldfastError(
    'STORAGE_UNAVAILABLE',
    `The work directory ${dirname(path)} cannot be used: ${message}.`,
    {
      hint: 'Check that it exists and that the user who runs Holdfast may write there.',
      cause: error,
    },
  );
}
