/** Reads an object and goes on where the connection broke. */

import { Readable } from 'node:stream';

import type { GetObjectCommandOutput } from '@aws-sdk/client-s3';

import { MAX_ATTEMPTS, pause } from './retry.js';
import type { S3Bucket } from './s3-bucket.js';
import { isPassing } from './s3-failure.js';

/** However often a little of it came through. */
const MAX_RESUMES = 200;

interface Opened {
  body: Readable;
  /** Of the whole object. */
  sizeBytes: number;
  etag: string | null;
}

/** The connection ended without an error before the last byte; it is tried again like one that broke. */
class ShortBody extends Error {
  readonly code = 'ShortBody';
}

/** The object changed, or the store cannot go on in its middle: trying again would not help. */
class NotResumable extends Error {
  readonly code = 'NotResumable';
  readonly $metadata = { httpStatusCode: 412 };
}

/**
 * Resolves once the store has begun to answer, and throws its error where it does not.
 * @param explain makes the error that the stream fails with.
 */
export async function openResumingRead(
  bucket: S3Bucket,
  key: string,
  explain: (error: unknown) => Error,
): Promise<Readable> {
  const stopping = new AbortController();
  const first = await bucket.retrying(stopping.signal, (signal) => open(bucket, key, 0, null, signal));
  const reading = new ResumingRead(bucket, key, first, stopping.signal);
  const stream = Readable.from(explaining(reading.chunks(), explain), { objectMode: false });
  // A stream that nobody began to read does not end its generator.
  return stream.once('close', () => {
    stopping.abort();
    reading.stop();
  });
}

class ResumingRead {
  readonly #bucket: S3Bucket;
  readonly #key: string;
  readonly #signal: AbortSignal;
  #opened: Opened;
  #receivedBytes = 0;
  #resumes = 0;
  #failuresInARow = 0;

  constructor(bucket: S3Bucket, key: string, opened: Opened, signal: AbortSignal) {
    this.#bucket = bucket;
    this.#key = key;
    this.#opened = opened;
    this.#signal = signal;
  }

  async *chunks(): AsyncGenerator<Buffer> {
    for (;;) {
      try {
        yield* this.#fromConnection();
        if (this.#receivedBytes === this.#opened.sizeBytes) return;
        throw new ShortBody(`it ended after ${this.#receivedBytes} of ${this.#opened.sizeBytes} bytes`);
      } catch (error) {
        if (this.#receivedBytes === this.#opened.sizeBytes) return;
        await this.#resume(error);
      }
    }
  }

  stop(): void {
    this.#opened.body.destroy();
  }

  async *#fromConnection(): AsyncGenerator<Buffer> {
    for await (const chunk of this.#opened.body as AsyncIterable<Buffer>) {
      this.#receivedBytes += chunk.length;
      this.#failuresInARow = 0;
      if (this.#receivedBytes > this.#opened.sizeBytes) throw new NotResumable('more bytes came than it has');
      yield chunk;
    }
  }

  async #resume(reason: unknown): Promise<void> {
    this.stop();
    let error = reason;
    for (;;) {
      this.#failuresInARow += 1;
      this.#resumes += 1;
      if (this.#failuresInARow >= MAX_ATTEMPTS || this.#resumes > MAX_RESUMES || !isPassing(error))
        throw error;
      await pause(this.#bucket.clock, this.#failuresInARow, this.#signal);
      try {
        this.#opened = await open(this.#bucket, this.#key, this.#receivedBytes, this.#opened, this.#signal);
        return;
      } catch (next) {
        error = next;
      }
    }
  }
}

async function open(
  bucket: S3Bucket,
  key: string,
  fromByte: number,
  before: Opened | null,
  signal: AbortSignal,
): Promise<Opened> {
  const answer = await bucket.get(key, fromByte, before?.etag ?? null, signal);
  const body = answer.Body as unknown as Readable;
  // It may break before anybody reads; whoever reads learns of it then.
  body.on('error', () => undefined);
  const etag = answer.ETag ?? null;
  if (before === null) return { body, sizeBytes: answer.ContentLength ?? 0, etag };
  const problem = cannotGoOn(answer, fromByte, before);
  if (problem === null) return { body, sizeBytes: before.sizeBytes, etag: before.etag };
  body.destroy();
  throw new NotResumable(problem);
}

function cannotGoOn(
  answer: GetObjectCommandOutput,
  fromByte: number,
  { sizeBytes, etag }: Opened,
): string | null {
  if (etag !== null && answer.ETag !== undefined && answer.ETag !== etag) return 'it was replaced meanwhile';
  if (fromByte === 0) return answer.ContentLength === sizeBytes ? null : 'its size changed meanwhile';
  const isRight = answer.ContentRange?.startsWith(`bytes ${fromByte}-`) ?? false;
  return isRight ? null : 'the store does not send the rest of an object';
}

async function* explaining(
  chunks: AsyncIterable<Buffer>,
  explain: (error: unknown) => Error,
): AsyncGenerator<Buffer> {
  try {
    yield* chunks;
  } catch (error) {
    throw explain(error);
  }
}
