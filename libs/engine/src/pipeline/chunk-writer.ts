/** Writes chunks to an open file in large blocks, one block on its way while the next one fills. */

import type { FileHandle } from 'node:fs/promises';

const DEFAULT_BLOCK_BYTES = 1024 * 1024;

export class ChunkWriter {
  readonly #handle: FileHandle;
  readonly #blockBytes: number;
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #onItsWay: Promise<void> = Promise.resolve();
  #error: Error | null = null;
  #writtenBytes = 0;

  /** @param blockBytes how much is written at once; up to twice that is held in memory. */
  constructor(handle: FileHandle, blockBytes = DEFAULT_BLOCK_BYTES) {
    this.#handle = handle;
    this.#blockBytes = blockBytes;
  }

  /** Bytes that reached the file so far. */
  get writtenBytes(): number {
    return this.#writtenBytes;
  }

  /** Waits while a block is full and the one before it has not been written yet. Throws what the file system says. */
  async write(chunk: Buffer): Promise<void> {
    this.#pending.push(chunk);
    this.#pendingBytes += chunk.length;
    if (this.#pendingBytes >= this.#blockBytes) await this.#flush();
  }

  /** Resolves when everything was handed to the operating system; it is not yet durable. */
  async end(): Promise<void> {
    await this.#flush();
    await this.#settled();
  }

  /** Waits until nothing is on its way any more; the handle can be closed then. Never throws. */
  async stop(): Promise<void> {
    await this.#onItsWay;
  }

  async #flush(): Promise<void> {
    await this.#settled();
    const block = this.#pending;
    this.#pending = [];
    this.#pendingBytes = 0;
    this.#onItsWay = this.#writeAll(block).catch((error: unknown) => {
      this.#error = error as NodeJS.ErrnoException;
    });
  }

  async #settled(): Promise<void> {
    await this.#onItsWay;
    if (this.#error !== null) throw this.#error;
  }

  /** A short write is not an error: the next one tells why, such as a disk that is full. */
  async #writeAll(block: Buffer[]): Promise<void> {
    let left = block;
    while (left.length > 0) {
      const { bytesWritten } = await this.#handle.writev(left);
      this.#writtenBytes += bytesWritten;
      left = without(left, bytesWritten);
    }
  }
}

/** What is left of the block after its first bytes. */
function without(block: readonly Buffer[], bytes: number): Buffer[] {
  let toDrop = bytes;
  const left: Buffer[] = [];
  for (const chunk of block) {
    if (toDrop < chunk.length) left.push(chunk.subarray(toDrop));
    toDrop = Math.max(0, toDrop - chunk.length);
  }
  return left;
}
