/** A window that slides forward over the base's raw stream, kept in a file. */

import { HoldfastError } from '../../errors/holdfast-error.js';
import type { SegmentReference } from './segment-name.js';
import type { WorkFile } from './work-file.js';
import type { Workspace } from './workspace.js';

/** What is dropped of a file as large as this stays in it until there is as much of that. */
const LAZY_FROM_BYTES = 128 * 1024 * 1024;
const LAZY_UP_TO_BYTES = 64 * 1024 * 1024;

export class BaseWindow {
  readonly sizeBytes: number;
  readonly #source: AsyncIterator<Buffer>;
  readonly #workspace: Workspace;
  #file: WorkFile | null = null;
  #fileStartBytes = 0;
  #startBytes = 0;
  #readBytes = 0;
  /** Of the last chunk, what lies beyond what was asked for. */
  #rest: Buffer = Buffer.alloc(0);
  #isLent = false;

  /** @param sizeBytes of the whole stream, which is BACKUP_CORRUPTED where it turns out to be another. */
  constructor(source: AsyncIterable<Buffer>, sizeBytes: number, workspace: Workspace) {
    this.#source = source[Symbol.asyncIterator]();
    this.sizeBytes = sizeBytes;
    this.#workspace = workspace;
  }

  /** Offset of its first byte. */
  get startBytes(): number {
    return this.#startBytes;
  }

  /** Offset behind its last byte. */
  get endBytes(): number {
    return this.#readBytes;
  }

  /** Drops what lies before; never goes back. */
  async slideTo(startBytes: number): Promise<void> {
    const start = Math.min(startBytes, this.sizeBytes);
    if (start <= this.#startBytes) return;
    const isLarge = this.#readBytes - start > LAZY_FROM_BYTES;
    if (isLarge && start - this.#fileStartBytes < LAZY_UP_TO_BYTES) this.#startBytes = start;
    else if (start < this.#readBytes) await this.#renew(start);
    else await this.#skipTo(start);
  }

  /** Reads on until the window holds everything up to there, or the stream ends. */
  async readTo(endBytes: number): Promise<void> {
    const end = Math.min(endBytes, this.sizeBytes);
    if (end <= this.#readBytes) return;
    // A program may be reading the file as it is.
    if (this.#isLent) await this.#renew(this.#startBytes);
    if (this.#file === null) {
      this.#file = await this.#workspace.createFile();
      this.#startBytes = this.#fileStartBytes = this.#readBytes;
    }
    while (this.#readBytes < end) await this.#file.append(await this.#take(end - this.#readBytes));
    await this.#file.flush();
  }

  /** Bytes that the window holds. @param into takes them, from its beginning. */
  async read(startBytes: number, endBytes: number, into: Buffer): Promise<Buffer> {
    if (this.#file === null) return Buffer.alloc(0);
    return this.#file.read(startBytes - this.#fileStartBytes, endBytes - this.#fileStartBytes, into);
  }

  /** A file with exactly these bytes, which the window holds; whoever gets it releases it. */
  async lend({ offsetBytes, lengthBytes }: SegmentReference): Promise<WorkFile> {
    const isWhole = offsetBytes === this.#fileStartBytes && offsetBytes + lengthBytes === this.#readBytes;
    if (isWhole && this.#file !== null) {
      this.#isLent = true;
      return this.#file.share();
    }
    const copy = await this.#workspace.createFile();
    await this.#copyInto(copy, offsetBytes, offsetBytes + lengthBytes);
    return copy;
  }

  /** Reads the stream to its end, so that whoever produces it can tell whether that was the true one. */
  async drain(): Promise<void> {
    while (this.#readBytes < this.sizeBytes) await this.#take(this.sizeBytes - this.#readBytes);
    await this.#release();
    const next = await this.#source.next();
    if (this.#rest.length > 0 || next.done !== true) throw notAsLong('goes on behind');
  }

  async #skipTo(start: number): Promise<void> {
    await this.#release();
    while (this.#readBytes < start) await this.#take(start - this.#readBytes);
    this.#startBytes = this.#fileStartBytes = this.#readBytes;
  }

  async #renew(start: number): Promise<void> {
    const next = await this.#workspace.createFile();
    await this.#copyInto(next, start, this.#readBytes);
    await this.#release();
    this.#file = next;
    this.#startBytes = this.#fileStartBytes = start;
  }

  async #copyInto(file: WorkFile, start: number, end: number): Promise<void> {
    const from = this.#fileStartBytes;
    if (this.#file !== null) await file.appendFrom(this.#file, start - from, end - from);
  }

  async #release(): Promise<void> {
    const file = this.#file;
    this.#file = null;
    this.#isLent = false;
    await file?.release();
  }

  /** At least one byte, and no more than asked for. */
  async #take(maxBytes: number): Promise<Buffer> {
    while (this.#rest.length === 0) {
      const next = await this.#source.next();
      if (next.done === true) throw notAsLong('ends before');
      this.#rest = next.value;
    }
    const taken = this.#rest.subarray(0, maxBytes);
    this.#rest = this.#rest.subarray(taken.length);
    this.#readBytes += taken.length;
    return taken;
  }
}

function notAsLong(how: string): HoldfastError {
  return new HoldfastError(
    'BACKUP_CORRUPTED',
    `The content that a delta builds on ${how} its recorded end.`,
    {
      hint: 'Use another backup; the one that this builds on is not the one that it was made from.',
    },
  );
}
