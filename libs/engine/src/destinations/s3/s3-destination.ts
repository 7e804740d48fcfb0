/** Packages in a bucket of Amazon S3 or of a store that speaks its protocol. */

import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';

import type { S3DestinationSpec } from '../../domain/destination-spec.js';
import { isBackupId, SAFE_ID } from '../../domain/backup-id.js';
import { HoldfastError } from '../../errors/holdfast-error.js';
import type { Clock } from '../../ports/clock.js';
import type {
  Destination,
  StorageSpace,
  StoredObject,
  StoreTrials,
  WriteOptions,
} from '../../ports/destination.js';
import { objectMissing } from '../object-errors.js';
import { partsOfKey, partsOfPrefix } from '../object-key.js';
import { listObjects } from './list-objects.js';
import { MIN_PART_BYTES, planParts } from './part-sizes.js';
import { openResumingRead } from './resuming-read.js';
import { S3Bucket } from './s3-bucket.js';
import { createS3Client } from './s3-client.js';
import { s3Error } from './s3-error.js';
import { isMissing } from './s3-failure.js';
import { S3Trials } from './s3-trials.js';
import { S3Writer } from './s3-writer.js';
import { sweepUploads } from './sweep-uploads.js';

export interface S3DestinationOptions {
  clock: Clock;
  /** Parts of an upload are at least as large; left out, 8 MiB. */
  partBytes?: number | undefined;
}

export class S3Destination implements Destination {
  readonly location: string;
  readonly trials: StoreTrials;
  readonly #bucket: S3Bucket;
  readonly #writer: S3Writer;
  readonly #partBytes: number | undefined;
  /** Empty, or with a `/` at its end. */
  readonly #root: string;

  constructor(spec: S3DestinationSpec, { clock, partBytes }: S3DestinationOptions) {
    const prefix = spec.prefix.replace(/^\/+|\/+$/g, '');
    this.#root = prefix === '' ? '' : `${prefix}/`;
    this.location = describe(spec, prefix);
    this.#partBytes = partBytes;
    this.#bucket = new S3Bucket(createS3Client(spec), spec.bucket, clock);
    this.#writer = new S3Writer(this.#bucket, (action, act) => this.#explained(action, act));
    this.trials = new S3Trials({
      bucket: this.#bucket,
      storeKeyOf: (key) => this.#storeKeyOf(key),
      explained: (action, act) => this.#explained(action, act),
      writeInParts: (key, source) => this.#write(key, source, { partBytes: MIN_PART_BYTES }),
      connect: async () => {
        await this.list('holdfast-test');
      },
    });
  }

  /** A bucket is never made: names, regions and rights of buckets are its owner's to decide. */
  async prepare(): Promise<void> {
    const probeKey = `${this.#root}.probe-${randomBytes(8).toString('hex')}`;
    const probe = randomBytes(32);
    await this.#explained(`Preparing ${this.location}`, async () => {
      await this.#bucket.put(probeKey, probe, { writeId: 'probe', isConditional: false });
      try {
        const stream = await openResumingRead(this.#bucket, probeKey, (error) =>
          this.#error(error, 'Reading a probe'),
        );
        if (!Buffer.concat((await stream.toArray()) as Buffer[]).equals(probe))
          throw differentBytes(this.location);
      } finally {
        await this.#bucket.remove(probeKey);
      }
    });
  }

  async write(key: string, source: AsyncIterable<Buffer>, options: WriteOptions = {}): Promise<StoredObject> {
    const sizeBytes = await this.#write(key, source, { ...options, partBytes: this.#partBytes });
    return { key, sizeBytes };
  }

  async read(key: string): Promise<Readable> {
    const storeKey = this.#storeKeyOf(key);
    const explain = (error: unknown) =>
      isMissing(error) ? objectMissing(key, this.location) : this.#error(error, `Reading ${key}`);
    try {
      return await openResumingRead(this.#bucket, storeKey, explain);
    } catch (error) {
      throw explain(error);
    }
  }

  async stat(key: string): Promise<StoredObject | null> {
    const storeKey = this.#storeKeyOf(key);
    const head = await this.#explained(`Looking for ${key}`, () => this.#bucket.head(storeKey));
    return head === null ? null : { key, sizeBytes: head.sizeBytes };
  }

  async list(prefix: string): Promise<StoredObject[]> {
    const below =
      this.#root +
      partsOfPrefix(prefix)
        .map((part) => `${part}/`)
        .join('');
    const objects = await this.#explained(`Listing ${this.locate(prefix)}`, () =>
      listObjects(this.#bucket, below),
    );
    return objects
      .filter(({ key }) => key.startsWith(below) && this.#isOurs(key))
      .map(({ key, sizeBytes }) => ({ key: key.slice(this.#root.length), sizeBytes }));
  }

  async remove(key: string): Promise<void> {
    const storeKey = this.#storeKeyOf(key);
    await this.#explained(`Deleting ${key}`, () => this.#bucket.remove(storeKey));
  }

  async sweepPartials(): Promise<number> {
    return this.#explained(`Sweeping ${this.location}`, () =>
      sweepUploads(this.#bucket, this.#root, (key) => this.#isOfBackup(key)),
    );
  }

  async space(): Promise<StorageSpace> {
    const objects = await this.list('');
    return { usedBytes: objects.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0), freeBytes: null };
  }

  locate(key: string): string {
    return `s3://${this.#bucket.name}/${this.#root}${partsOfPrefix(key).join('/')}`.replace(/\/$/, '');
  }

  async #write(
    key: string,
    source: AsyncIterable<Buffer>,
    { expectedSizeBytes, signal, partBytes }: WriteOptions & { partBytes?: number | undefined },
  ): Promise<number> {
    const storeKey = this.#storeKeyOf(key);
    return this.#writer.write({
      key,
      storeKey,
      source,
      partSize: planParts(expectedSizeBytes ?? null, partBytes),
      signal,
    });
  }

  #storeKeyOf(key: string): string {
    return this.#root + partsOfKey(key).join('/');
  }

  /** What has another kind of name is not ours. */
  #isOurs(storeKey: string): boolean {
    return storeKey
      .slice(this.#root.length)
      .split('/')
      .every((part) => SAFE_ID.test(part));
  }

  /** Others may be sending to the same bucket, without a prefix too. */
  #isOfBackup(storeKey: string): boolean {
    const [, backupId = ''] = storeKey.slice(this.#root.length).split('/');
    return this.#isOurs(storeKey) && isBackupId(backupId);
  }

  async #explained<T>(action: string, act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      throw this.#error(error, action);
    }
  }

  #error(error: unknown, action: string): HoldfastError {
    return s3Error(error, action, this.location);
  }
}

function describe({ bucket, endpoint }: S3DestinationSpec, prefix: string): string {
  const address = `s3://${bucket}${prefix === '' ? '' : `/${prefix}`}`;
  return endpoint === null ? address : `${address} (${withoutLogin(endpoint)})`;
}

function withoutLogin(endpoint: string): string {
  return endpoint.replace(/\/\/[^/@]*@/, '//');
}

function differentBytes(location: string): HoldfastError {
  return new HoldfastError('STORAGE_UNAVAILABLE', `${location} gives back other bytes than it was given.`, {
    hint: 'Do not use this store before its operator has found out why.',
  });
}
