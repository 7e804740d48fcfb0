/** One bucket: single requests, tried again where they failed in passing. Errors are still the SDK's. */

import { createHash } from 'node:crypto';

import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  type CompletedPart,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadBucketCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';

import type { Clock } from '../../ports/clock.js';
import { never } from './never.js';
import { withRetries } from './retry.js';
import { isMissing, isPassing } from './s3-failure.js';

/** Which write made an object, so that a lost answer can be told from somebody else's object. */
const WRITE_ID = 'holdfast-write';
const CONTENT_TYPE = 'application/octet-stream';
export interface StoredHead {
  sizeBytes: number;
  /** Null: another program made it, or the store keeps no metadata. */
  writeId: string | null;
}

export interface UploadId {
  key: string;
  uploadId: string;
}

export interface PutOptions {
  writeId: string;
  /** Asks the store to refuse to replace an object. */
  isConditional: boolean;
  signal?: AbortSignal | undefined;
}

export class S3Bucket {
  readonly client: S3Client;
  readonly name: string;
  readonly clock: Clock;
  #isKnownToExist = false;

  constructor(client: S3Client, name: string, clock: Clock) {
    this.client = client;
    this.name = name;
    this.clock = clock;
  }

  /** Null: there is no such object. Throws NoSuchBucket where the bucket itself is missing. */
  async head(key: string, signal = never()): Promise<StoredHead | null> {
    const command = new HeadObjectCommand({ Bucket: this.name, Key: key });
    try {
      const head = await this.retrying(signal, (abortSignal) => this.client.send(command, { abortSignal }));
      return { sizeBytes: head.ContentLength ?? 0, writeId: head.Metadata?.[WRITE_ID] ?? null };
    } catch (error) {
      if (!isMissing(error)) throw error;
      await this.#assertExists(signal);
      return null;
    }
  }

  async put(
    key: string,
    bytes: Buffer,
    { writeId, isConditional, signal = never() }: PutOptions,
  ): Promise<void> {
    const command = new PutObjectCommand({
      Bucket: this.name,
      Key: key,
      Body: bytes,
      ContentLength: bytes.length,
      ContentMD5: md5Of(bytes),
      ContentType: CONTENT_TYPE,
      Metadata: { [WRITE_ID]: writeId },
      ...(isConditional && { IfNoneMatch: '*' }),
    });
    await this.retrying(signal, (abortSignal) => this.client.send(command, { abortSignal }));
  }

  /** One attempt: whoever reads goes on by itself where it breaks. */
  async get(
    key: string,
    fromByte: number,
    etag: string | null,
    signal: AbortSignal,
  ): Promise<GetObjectCommandOutput> {
    const command = new GetObjectCommand({
      Bucket: this.name,
      Key: key,
      ...(fromByte > 0 && { Range: `bytes=${fromByte}-` }),
      ...(etag !== null && { IfMatch: etag }),
    });
    return this.client.send(command, { abortSignal: signal });
  }

  async remove(key: string): Promise<void> {
    const command = new DeleteObjectCommand({ Bucket: this.name, Key: key });
    try {
      await this.retrying(never(), (abortSignal) => this.client.send(command, { abortSignal }));
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }

  async startUpload(key: string, writeId: string, signal = never()): Promise<UploadId> {
    const command = new CreateMultipartUploadCommand({
      Bucket: this.name,
      Key: key,
      ContentType: CONTENT_TYPE,
      Metadata: { [WRITE_ID]: writeId },
    });
    const { UploadId } = await this.retrying(signal, (abortSignal) =>
      this.client.send(command, { abortSignal }),
    );
    if (UploadId === undefined) throw new Error('The store began an upload without giving it an id.');
    return { key, uploadId: UploadId };
  }

  async uploadPart(
    upload: UploadId,
    number: number,
    bytes: Buffer,
    signal = never(),
  ): Promise<CompletedPart> {
    const command = new UploadPartCommand({
      Bucket: this.name,
      Key: upload.key,
      UploadId: upload.uploadId,
      PartNumber: number,
      Body: bytes,
      ContentLength: bytes.length,
      ContentMD5: md5Of(bytes),
    });
    const { ETag } = await this.retrying(signal, (abortSignal) => this.client.send(command, { abortSignal }));
    return { PartNumber: number, ...(ETag !== undefined && { ETag }) };
  }

  async completeUpload(
    upload: UploadId,
    parts: CompletedPart[],
    options: Omit<PutOptions, 'writeId'>,
  ): Promise<void> {
    const { isConditional, signal = never() } = options;
    const command = new CompleteMultipartUploadCommand({
      Bucket: this.name,
      Key: upload.key,
      UploadId: upload.uploadId,
      MultipartUpload: { Parts: parts },
      ...(isConditional && { IfNoneMatch: '*' }),
    });
    await this.retrying(signal, (abortSignal) => this.client.send(command, { abortSignal }));
  }

  /** An upload that is gone already is no error. */
  async abortUpload({ key, uploadId }: UploadId): Promise<void> {
    const command = new AbortMultipartUploadCommand({ Bucket: this.name, Key: key, UploadId: uploadId });
    try {
      await this.retrying(never(), (abortSignal) => this.client.send(command, { abortSignal }));
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }

  retrying<T>(signal: AbortSignal, attempt: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return withRetries(this.clock, signal, () => attempt(signal));
  }

  /** An answer to HEAD has no body: only this tells a missing bucket from a missing object. */
  async #assertExists(signal: AbortSignal): Promise<void> {
    if (this.#isKnownToExist) return;
    const command = new HeadBucketCommand({ Bucket: this.name });
    try {
      await this.retrying(signal, (abortSignal) => this.client.send(command, { abortSignal }));
    } catch (error) {
      if (isMissing(error)) throw Object.assign(error as Error, { Code: 'NoSuchBucket' });
      // A store or a key that refuses the question leaves it open; the next request will tell.
      if (isPassing(error)) throw error;
    }
    this.#isKnownToExist = true;
  }
}

function md5Of(bytes: Buffer): string {
  return createHash('md5').update(bytes).digest('base64');
}
