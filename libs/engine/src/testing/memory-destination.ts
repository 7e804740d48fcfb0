/** The destinations' twin in memory, for tests. */

import { Readable } from 'node:stream';

import { objectMissing, objectTaken } from '../destinations/object-errors.js';
import { partsOfKey, partsOfPrefix } from '../destinations/object-key.js';
import { HoldfastError } from '../errors/holdfast-error.js';
import type { Destination, StorageSpace, StoredObject } from '../ports/destination.js';

export class MemoryDestination implements Destination {
  readonly location = 'memory';
  readonly #objects = new Map<string, Buffer>();
  readonly #capacityBytes: number;
  #partials = 0;

  /** @param capacityBytes how much fits in, finished objects all together. */
  constructor(capacityBytes = Infinity) {
    this.#capacityBytes = capacityBytes;
  }

  prepare(): Promise<void> {
    return Promise.resolve();
  }

  async write(key: string, source: AsyncIterable<Buffer>): Promise<StoredObject> {
    partsOfKey(key);
    if (this.#objects.has(key)) throw objectTaken(key);
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    for await (const chunk of source) {
      chunks.push(Buffer.from(chunk));
      sizeBytes += chunk.length;
      if (this.#usedBytes() + sizeBytes > this.#capacityBytes) throw full(key);
    }
    if (this.#objects.has(key)) throw objectTaken(key);
    this.#objects.set(key, Buffer.concat(chunks));
    return { key, sizeBytes };
  }

  async read(key: string): Promise<Readable> {
    partsOfKey(key);
    const bytes = await Promise.resolve(this.#objects.get(key));
    if (bytes === undefined) throw objectMissing(key, this.location);
    return Readable.from(slices(bytes), { objectMode: false });
  }

  async stat(key: string): Promise<StoredObject | null> {
    partsOfKey(key);
    const bytes = await Promise.resolve(this.#objects.get(key));
    return bytes === undefined ? null : { key, sizeBytes: bytes.length };
  }

  async list(prefix: string): Promise<StoredObject[]> {
    const below = partsOfPrefix(prefix)
      .map((part) => `${part}/`)
      .join('');
    const objects = await Promise.resolve([...this.#objects]);
    return objects
      .filter(([key]) => key.startsWith(below))
      .map(([key, bytes]) => ({ key, sizeBytes: bytes.length }));
  }

  async remove(key: string): Promise<void> {
    partsOfKey(key);
    await Promise.resolve(this.#objects.delete(key));
  }

  /** As if a write had been cut off by a crash. */
  leavePartial(): void {
    this.#partials += 1;
  }

  sweepPartials(): Promise<number> {
    const swept = this.#partials;
    this.#partials = 0;
    return Promise.resolve(swept);
  }

  space(): Promise<StorageSpace> {
    const usedBytes = this.#usedBytes();
    const freeBytes = this.#capacityBytes === Infinity ? null : this.#capacityBytes - usedBytes;
    return Promise.resolve({ usedBytes, freeBytes });
  }

  locate(key: string): string {
    return `memory:${partsOfPrefix(key).join('/')}`;
  }

  #usedBytes(): number {
    return [...this.#objects.values()].reduce((sum, bytes) => sum + bytes.length, 0);
  }
}

function full(key: string): HoldfastError {
  return new HoldfastError('STORAGE_FULL', `Writing ${key} failed: no space is left in memory.`);
}

function* slices(bytes: Buffer): Generator<Buffer> {
  const sliceBytes = 64 * 1024;
  for (let start = 0; start < bytes.length; start += sliceBytes)
    yield bytes.subarray(start, start + sliceBytes);
}
