/** Writes one object: whole by one request where it is small, otherwise in parts that become visible together. */

import { randomBytes } from 'node:crypto';

import type { CompletedPart } from '@aws-sdk/client-s3';

import { HoldfastError } from '../../errors/holdfast-error.js';
import { objectTaken } from '../object-errors.js';
import { ConditionalWrites } from './conditional-writes.js';
import { type Part, partsOf } from './parts-of.js';
import { MAX_PARTS, type PartSize } from './part-sizes.js';
import type { S3Bucket, UploadId } from './s3-bucket.js';
import { isTaken } from './s3-failure.js';
import { UploadWindow } from './upload-window.js';

/** Besides the one that fills: four parts are held in memory. */
const PARTS_ON_THEIR_WAY = 3;
const ID_BYTES = 16;

export interface S3WriteRequest {
  /** As our callers know it. */
  key: string;
  /** In the bucket. */
  storeKey: string;
  source: AsyncIterable<Buffer>;
  partSize: PartSize;
  signal?: AbortSignal | undefined;
}

/** Turns what the store says into our errors; the source's errors never pass through it. */
export type Explained = <T>(action: string, act: () => Promise<T>) => Promise<T>;

export class S3Writer {
  readonly conditions = new ConditionalWrites();
  readonly #bucket: S3Bucket;
  readonly #explained: Explained;

  constructor(bucket: S3Bucket, explained: Explained) {
    this.#bucket = bucket;
    this.#explained = explained;
  }

  /** Returns the bytes that were stored. What the source throws is thrown as it is. */
  async write(request: S3WriteRequest): Promise<number> {
    const { key, storeKey, source, partSize, signal } = request;
    const isThere = await this.#store(request, () => this.#bucket.head(storeKey, signal));
    if (isThere !== null) throw objectTaken(key);
    const writeId = randomBytes(ID_BYTES).toString('hex');
    const parts = partsOf(source, partSize);
    try {
      const first = await parts.next();
      if (first.done === true) throw new Error('A source was cut into no parts.');
      const sizeBytes = first.value.isLast
        ? await this.#putWhole(request, writeId, first.value.bytes)
        : await this.#putInParts(request, writeId, first.value, parts);
      await this.#confirm(request, writeId, sizeBytes);
      return sizeBytes;
    } finally {
      // Closes the source where it was not read to its end.
      await parts.return(undefined);
    }
  }

  async #putWhole(request: S3WriteRequest, writeId: string, bytes: Buffer): Promise<number> {
    const { storeKey, signal } = request;
    await this.#publish(request, writeId, bytes.length, (isConditional) =>
      this.#bucket.put(storeKey, bytes, { writeId, isConditional, signal }),
    );
    return bytes.length;
  }

  async #putInParts(
    request: S3WriteRequest,
    writeId: string,
    first: Part,
    rest: AsyncGenerator<Part>,
  ): Promise<number> {
    const { storeKey, signal } = request;
    const upload = await this.#store(request, () => this.#bucket.startUpload(storeKey, writeId, signal));
    const window = new UploadWindow(PARTS_ON_THEIR_WAY);
    try {
      const { done, sizeBytes } = await this.#sendParts(request, upload, window, first, rest);
      await this.#publish(request, writeId, sizeBytes, (isConditional) =>
        this.#bucket.completeUpload(upload, done, { isConditional, signal }),
      );
      return sizeBytes;
    } catch (error) {
      // A part that arrives after the end of its upload would be kept, and paid for, by some stores.
      await window.settle();
      await this.#bucket.abortUpload(upload).catch(() => undefined);
      throw error;
    }
  }

  async #sendParts(
    request: S3WriteRequest,
    upload: UploadId,
    window: UploadWindow,
    first: Part,
    rest: AsyncGenerator<Part>,
  ): Promise<{ done: CompletedPart[]; sizeBytes: number }> {
    const done: CompletedPart[] = [];
    let sizeBytes = 0;
    const send = async ({ number, bytes }: Part) => {
      if (number > MAX_PARTS) throw tooManyParts(request.key);
      sizeBytes += bytes.length;
      await window.start(async () => {
        done[number - 1] = await this.#store(request, () =>
          this.#bucket.uploadPart(upload, number, bytes, request.signal),
        );
      });
    };
    await send(first);
    for await (const part of rest) await send(part);
    await window.finish();
    return { done, sizeBytes };
  }

  /** An answer that got lost after success is a success: the object says which write made it. */
  async #publish(
    request: S3WriteRequest,
    writeId: string,
    sizeBytes: number,
    send: (isConditional: boolean) => Promise<void>,
  ): Promise<void> {
    try {
      await this.conditions.attempt(send);
    } catch (error) {
      const head = await this.#bucket.head(request.storeKey, request.signal).catch(() => null);
      if (head?.writeId === writeId && head.sizeBytes === sizeBytes) return;
      if (isTaken(error)) throw objectTaken(request.key);
      await this.#store(request, () => Promise.reject(error as Error));
    }
  }

  /** Without conditional writes this is where the slower of two writers may learn that it lost. */
  async #confirm(request: S3WriteRequest, writeId: string, sizeBytes: number): Promise<void> {
    const { key, storeKey, signal } = request;
    const head = await this.#store(request, () => this.#bucket.head(storeKey, signal));
    if (head !== null && head.writeId !== null && head.writeId !== writeId) throw objectTaken(key);
    if (head?.sizeBytes === sizeBytes) return;
    const found = head === null ? 'is not there' : `has ${head.sizeBytes} bytes instead of ${sizeBytes}`;
    if (head !== null) await this.#bucket.remove(storeKey).catch(() => undefined);
    throw new HoldfastError('STORAGE_UNAVAILABLE', `${key} ${found} after the store had confirmed it.`, {
      hint: 'Look whether the store reports trouble, then try again.',
    });
  }

  #store<T>({ key }: S3WriteRequest, act: () => Promise<T>): Promise<T> {
    return this.#explained(`Writing ${key}`, act);
  }
}

function tooManyParts(key: string): HoldfastError {
  return new HoldfastError(
    'STORAGE_FULL',
    `${key} is larger than ${MAX_PARTS} parts of an upload can hold.`,
    {
      hint: 'Raise BACKUP_STREAM_CHUNK_MB: parts are at least as large as that.',
    },
  );
}
