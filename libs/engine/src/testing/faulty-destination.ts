/** A destination with faults that a test switches on. */

import { Readable } from 'node:stream';

import { HoldfastError } from '../errors/holdfast-error.js';
import type { Destination, StorageSpace, StoredObject } from '../ports/destination.js';

export interface Faults {
  /** Writes fail once so many bytes of an object have passed. */
  failWriteAfterBytes?: number;
  /** The object arrives, but the answer does not: the write throws. */
  losesWriteAnswer?: boolean;
  /** One bit of the byte at this place comes back flipped. */
  flipReadByteAt?: number;
  /** Objects end after so many bytes. */
  truncateReadAt?: number;
  /** Reading throws once so many bytes have passed. */
  failReadAfterBytes?: number;
  failList?: boolean;
  /** The faults concern these objects only; left out, all. */
  keys?: RegExp;
}

export class FaultyDestination implements Destination {
  faults: Faults = {};
  readonly #inner: Destination;

  constructor(inner: Destination, faults: Faults = {}) {
    this.#inner = inner;
    this.faults = faults;
  }

  get location(): string {
    return this.#inner.location;
  }

  async write(key: string, source: AsyncIterable<Buffer>): Promise<StoredObject> {
    const { failWriteAfterBytes, losesWriteAnswer } = this.#faultsOf(key);
    const passing = failWriteAfterBytes === undefined ? source : failingAfter(source, failWriteAfterBytes);
    const stored = await this.#inner.write(key, passing);
    if (losesWriteAnswer) throw unavailable('the answer was lost');
    return stored;
  }

  async read(key: string): Promise<Readable> {
    const inner = await this.#inner.read(key);
    const passing = damaged(inner as AsyncIterable<Buffer>, this.#faultsOf(key));
    // A stream that nobody began to read does not close the one it wraps.
    return Readable.from(passing, { objectMode: false }).once('close', () => inner.destroy());
  }

  async list(prefix: string): Promise<StoredObject[]> {
    if (this.faults.failList) throw unavailable('the listing failed');
    return this.#inner.list(prefix);
  }

  prepare(): Promise<void> {
    return this.#inner.prepare();
  }

  stat(key: string): Promise<StoredObject | null> {
    return this.#inner.stat(key);
  }

  remove(key: string): Promise<void> {
    return this.#inner.remove(key);
  }

  sweepPartials(): Promise<number> {
    return this.#inner.sweepPartials();
  }

  space(): Promise<StorageSpace> {
    return this.#inner.space();
  }

  locate(key: string): string {
    return this.#inner.locate(key);
  }

  #faultsOf(key: string): Faults {
    return this.faults.keys?.test(key) === false ? {} : this.faults;
  }
}

function unavailable(what: string): HoldfastError {
  return new HoldfastError('STORAGE_UNAVAILABLE', `Injected fault: ${what}.`);
}

async function* failingAfter(source: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Buffer> {
  let passed = 0;
  for await (const chunk of source) {
    passed += chunk.length;
    if (passed > bytes) throw unavailable('the storage went away');
    yield chunk;
  }
  throw unavailable('the storage went away');
}

async function* damaged(source: AsyncIterable<Buffer>, faults: Faults): AsyncGenerator<Buffer> {
  const { flipReadByteAt = -1, truncateReadAt = Infinity, failReadAfterBytes = Infinity } = faults;
  let start = 0;
  for await (const chunk of source) {
    const copy = Buffer.from(chunk);
    const flipAt = flipReadByteAt - start;
    if (flipAt >= 0 && flipAt < copy.length) copy.writeUInt8(copy.readUInt8(flipAt) ^ 1, flipAt);
    yield copy.subarray(0, Math.max(0, truncateReadAt - start));
    start += chunk.length;
    if (start > failReadAfterBytes) throw unavailable('the disk went away');
    if (start >= truncateReadAt) return;
  }
}
