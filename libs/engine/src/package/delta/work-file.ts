/** A private temporary file that is appended to and read again. */

import { type FileHandle, open, rm } from 'node:fs/promises';

import { type BlockPool, BlockWriter } from '../../pipeline/block-writer.js';
import { explainWorkFailure } from './work-failure.js';

const READ_BYTES = 1024 * 1024;

export class WorkFile {
  readonly path: string;
  readonly #handle: FileHandle;
  readonly #writer: BlockWriter;
  #sizeBytes = 0;
  readonly #onClose: () => void;
  #users = 1;
  #isClosed = false;

  private constructor(path: string, handle: FileHandle, pool: BlockPool, onClose: () => void) {
    this.path = path;
    this.#onClose = onClose;
    this.#handle = handle;
    this.#writer = new BlockWriter(handle, pool);
  }

  static async create(path: string, pool: BlockPool, onClose: () => void): Promise<WorkFile> {
    const handle = await open(path, 'wx+', 0o600).catch(explainWorkFailure(path));
    return new WorkFile(path, handle, pool, onClose);
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  async append(chunk: Buffer): Promise<void> {
    this.#sizeBytes += chunk.length;
    await this.#writer.write(chunk).catch(explainWorkFailure(this.path));
  }

  /** Afterwards everything that was appended can be read, by other programs too. */
  async flush(): Promise<void> {
    await this.#writer.end().catch(explainWorkFailure(this.path));
  }

  /**
   * Of flushed bytes; shorter where the file ends.
   * @param into takes them, from its beginning; left out, a buffer is made for them.
   */
  async read(start: number, end: number, into?: Buffer): Promise<Buffer> {
    const length = Math.max(0, Math.min(end, this.#sizeBytes) - start);
    const buffer = into ?? Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await this.#handle
        .read(buffer, filled, length - filled, start + filled)
        .catch(explainWorkFailure(this.path));
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  }

  async *chunks(start = 0, end = this.#sizeBytes): AsyncGenerator<Buffer> {
    for (let at = start; at < end; at += READ_BYTES) yield this.read(at, Math.min(at + READ_BYTES, end));
  }

  /** Appends a piece of another file, and flushes. */
  async appendFrom(file: WorkFile, start: number, end: number): Promise<void> {
    const buffer = Buffer.allocUnsafe(Math.min(READ_BYTES, Math.max(0, end - start)));
    for (let at = start; at < end; at += READ_BYTES) {
      const piece = await file.read(at, Math.min(at + READ_BYTES, end), buffer);
      await this.append(piece);
    }
    await this.flush();
  }

  /** One more user; each of them calls `release`. */
  share(): this {
    this.#users += 1;
    return this;
  }

  /** Deletes it after the last user. */
  async release(): Promise<void> {
    this.#users -= 1;
    if (this.#users === 0) await this.close();
  }

  /** Deletes it, whoever uses it. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#onClose();
    await this.#writer.stop();
    await this.#handle.close();
    await rm(this.path, { force: true });
  }
}
