/** Writes to an open file in large blocks, one block on its way while the next one fills. */

import type { FileHandle } from 'node:fs/promises';

const DEFAULT_BLOCK_BYTES = 1024 * 1024;

/** Blocks that nobody writes any more, for writers that come and go. */
export class BlockPool {
  readonly #blockBytes: number;
  readonly #free: Buffer[] = [];

  /** @param blockBytes how much is written at once; each writer holds up to two blocks. */
  constructor(blockBytes = DEFAULT_BLOCK_BYTES) {
    this.#blockBytes = blockBytes;
  }

  take(): Buffer {
    return this.#free.pop() ?? Buffer.allocUnsafeSlow(this.#blockBytes);
  }

  give(block: Buffer): void {
    this.#free.push(block);
  }
}

/**
 * Copies what it gets: chunks that waited for the disk would outlive the young ones, and collecting them
 * takes longer than everything else.
 */
export class BlockWriter {
  readonly #handle: FileHandle;
  readonly #pool: BlockPool;
  #block: Buffer | null = null;
  #filledBytes = 0;
  #onItsWay: Promise<void> = Promise.resolve();
  #error: Error | null = null;
  #writtenBytes = 0;

  constructor(handle: FileHandle, pool = new BlockPool()) {
    this.#handle = handle;
    this.#pool = pool;
  }

  /** Bytes that reached the file so far. */
  get writtenBytes(): number {
    return this.#writtenBytes;
  }

  /** Waits while a block is full and the one before it has not been written yet. Throws what the file system says. */
  async write(chunk: Buffer): Promise<void> {
    let taken = 0;
    while (taken < chunk.length) {
      this.#block ??= this.#pool.take();
      const copied = chunk.copy(this.#block, this.#filledBytes, taken);
      taken += copied;
      this.#filledBytes += copied;
      if (this.#filledBytes === this.#block.length) await this.#flush();
    }
  }

  /** Resolves when everything was handed to the operating system; it is not yet durable. */
  async end(): Promise<void> {
    await this.#flush();
    await this.#settled();
  }

  /** Waits until nothing is on its way any more; the handle can be closed then. Never throws. */
  async stop(): Promise<void> {
    await this.#onItsWay;
    if (this.#block !== null) this.#pool.give(this.#block);
    this.#block = null;
  }

  async #flush(): Promise<void> {
    await this.#settled();
    const block = this.#block;
    if (block === null) return;
    const filledBytes = this.#filledBytes;
    this.#block = null;
    this.#filledBytes = 0;
    this.#onItsWay = this.#writeAll(block.subarray(0, filledBytes))
      .catch((error: unknown) => {
        this.#error = error as NodeJS.ErrnoException;
      })
      .finally(() => this.#pool.give(block));
  }

  async #settled(): Promise<void> {
    await this.#onItsWay;
    if (this.#error !== null) throw this.#error;
  }

  /** A short write is not an error: the next one tells why, such as a disk that is full. */
  async #writeAll(bytes: Buffer): Promise<void> {
    let left = bytes;
    while (left.length > 0) {
      const { bytesWritten } = await this.#handle.write(left);
      this.#writtenBytes += bytesWritten;
      left = left.subarray(bytesWritten);
    }
  }
}
