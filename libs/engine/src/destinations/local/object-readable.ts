/** Reads a file and says in our words what went wrong. */

import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';

const CHUNK_BYTES = 256 * 1024;

/** Owns the handle: it is closed when the stream is. */
export class ObjectReadable extends Readable {
  readonly #handle: FileHandle;
  readonly #explain: (error: unknown) => Promise<Error>;

  constructor(handle: FileHandle, explain: (error: unknown) => Promise<Error>) {
    super({ highWaterMark: 2 * CHUNK_BYTES });
    this.#handle = handle;
    this.#explain = explain;
  }

  override _read(): void {
    const buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES);
    this.#handle.read(buffer, 0, CHUNK_BYTES).then(
      ({ bytesRead }) => this.push(bytesRead === 0 ? null : buffer.subarray(0, bytesRead)),
      (error: unknown) => void this.#fail(error),
    );
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#handle.close().then(
      () => done(error),
      (closeError: unknown) => done(error ?? asError(closeError)),
    );
  }

  async #fail(error: unknown): Promise<void> {
    this.destroy(await this.#explain(error));
  }
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
