/** A destination as it will be once a package in it is published: what describes the package is read from memory. */

import { Readable } from 'node:stream';

import type { Destination, StorageSpace, StoredObject } from '../ports/destination.js';
import { DOCUMENT_NAMES, objectKey, packagePrefix, type PackageRef } from './package-layout.js';

/** Its objects are stored already. Everything else in the destination is as it is. */
export class PendingPackage implements Destination {
  readonly location: string;
  readonly #destination: Destination;
  readonly #ref: PackageRef;
  readonly #pending = new Map<string, Buffer>();

  /** @param documents by their names in the package. */
  constructor(destination: Destination, ref: PackageRef, documents: ReadonlyMap<string, Buffer>) {
    this.location = destination.location;
    this.#destination = destination;
    this.#ref = ref;
    for (const [name, bytes] of documents) this.#pending.set(objectKey(ref, name), bytes);
  }

  /** Stores the documents, the manifest last: from then on the package exists. Returns the package's stored bytes. */
  async publish(): Promise<number> {
    for (const name of DOCUMENT_NAMES) {
      const key = objectKey(this.#ref, name);
      const bytes = this.#pending.get(key);
      if (bytes !== undefined) await this.#destination.write(key, oneChunk(bytes));
    }
    const stored = await this.#destination.list(packagePrefix(this.#ref));
    return stored.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  }

  prepare(): Promise<void> {
    return this.#destination.prepare();
  }

  write(key: string, source: AsyncIterable<Buffer>): Promise<StoredObject> {
    return this.#destination.write(key, source);
  }

  read(key: string): Promise<Readable> {
    const bytes = this.#pending.get(key);
    if (bytes === undefined) return this.#destination.read(key);
    return Promise.resolve(Readable.from(oneChunk(bytes), { objectMode: false }));
  }

  stat(key: string): Promise<StoredObject | null> {
    const bytes = this.#pending.get(key);
    if (bytes === undefined) return this.#destination.stat(key);
    return Promise.resolve({ key, sizeBytes: bytes.length });
  }

  async list(prefix: string): Promise<StoredObject[]> {
    const below = prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`;
    const pending = [...this.#pending].filter(([key]) => key.startsWith(below));
    const stored = await this.#destination.list(prefix);
    return [...stored, ...pending.map(([key, bytes]) => ({ key, sizeBytes: bytes.length }))];
  }

  remove(key: string): Promise<void> {
    return this.#destination.remove(key);
  }

  sweepPartials(): Promise<number> {
    return this.#destination.sweepPartials();
  }

  space(): Promise<StorageSpace> {
    return this.#destination.space();
  }

  locate(key: string): string {
    return this.#destination.locate(key);
  }
}

async function* oneChunk(bytes: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(bytes);
}
