/** Finds out by trying what a store does beyond the basics. */

import { createHash, randomBytes } from 'node:crypto';

import { PutObjectCommand } from '@aws-sdk/client-s3';

import type { StoreTrials } from '../../ports/destination.js';
import { never } from './never.js';
import type { S3Bucket } from './s3-bucket.js';
import { failureOf, isTaken } from './s3-failure.js';
import type { Explained } from './s3-writer.js';

export interface S3TrialsOptions {
  bucket: S3Bucket;
  /** Also refuses keys that are not valid. */
  storeKeyOf: (key: string) => string;
  explained: Explained;
  writeInParts: StoreTrials['writeInParts'];
  connect: () => Promise<void>;
}

export class S3Trials implements StoreTrials {
  readonly #options: S3TrialsOptions;

  constructor(options: S3TrialsOptions) {
    this.#options = options;
  }

  connect(): Promise<void> {
    return this.#options.connect();
  }

  writeInParts(key: string, source: AsyncIterable<Buffer>): Promise<number> {
    return this.#options.writeInParts(key, source);
  }

  async refusesReplacement(key: string): Promise<boolean> {
    const { bucket, storeKeyOf, explained } = this.#options;
    const storeKey = storeKeyOf(key);
    const put = () => bucket.put(storeKey, randomBytes(16), { writeId: 'trial', isConditional: true });
    return explained('Replacing an object', async () => {
      try {
        await put();
        return false;
      } catch (error) {
        if (isTaken(error)) return true;
        const { httpStatus } = failureOf(error);
        if (httpStatus === 400 || httpStatus === 501) return false;
        throw error;
      }
    });
  }

  async refusesDamagedBytes(key: string): Promise<boolean> {
    const { bucket, storeKeyOf, explained } = this.#options;
    const command = new PutObjectCommand({
      Bucket: bucket.name,
      Key: storeKeyOf(key),
      Body: Buffer.from('these bytes were damaged on their way'),
      ContentMD5: createHash('md5').update('these bytes were sent').digest('base64'),
    });
    return explained('Sending an object with a wrong checksum', async () => {
      try {
        await bucket.retrying(never(), (abortSignal) => bucket.client.send(command, { abortSignal }));
        return false;
      } catch (error) {
        if (failureOf(error).httpStatus === 400) return true;
        throw error;
      }
    });
  }
}
