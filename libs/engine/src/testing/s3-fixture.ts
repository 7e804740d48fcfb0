/** S3 destinations on a real server on loopback, for tests. */

import { CreateMultipartUploadCommand, UploadPartCommand } from '@aws-sdk/client-s3';

import { S3_BUCKET, S3_CREDENTIALS } from '../../../../tests/support/s3-server.js';
import { createS3Client } from '../destinations/s3/s3-client.js';
import { S3Destination } from '../destinations/s3/s3-destination.js';
import type { S3DestinationSpec } from '../domain/destination-spec.js';
import { Secret } from '../domain/secret.js';
import { throwIfCanceled } from '../errors/canceled.js';
import type { Clock } from '../ports/clock.js';
import { systemClock } from '../tools/system-clock.js';

/** Does not wait, but notes for how long it was to. */
export class ImpatientClock implements Clock {
  readonly sleptMs: number[] = [];

  now(): Date {
    return systemClock.now();
  }

  monotonicMs(): number {
    return systemClock.monotonicMs();
  }

  async sleep(durationMs: number, signal: AbortSignal): Promise<void> {
    throwIfCanceled(signal);
    this.sleptMs.push(durationMs);
    await Promise.resolve();
  }
}

export function s3Spec(endpoint: string, changes: Partial<S3DestinationSpec> = {}): S3DestinationSpec {
  return {
    kind: 's3',
    endpoint,
    region: 'us-east-1',
    bucket: S3_BUCKET,
    prefix: 'holdfast/one',
    accessKeyId: S3_CREDENTIALS.accessKeyId,
    secretAccessKey: new Secret(S3_CREDENTIALS.secretAccessKey),
    forcePathStyle: true,
    ...changes,
  };
}

export function s3Destination(spec: S3DestinationSpec, clock: Clock = new ImpatientClock()): S3Destination {
  return new S3Destination(spec, { clock });
}

/** An upload with one part, as a killed process leaves it. */
export async function leaveUpload(spec: S3DestinationSpec, storeKey: string): Promise<void> {
  const client = createS3Client(spec);
  const place = { Bucket: spec.bucket, Key: storeKey };
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(place));
  await client.send(new UploadPartCommand({ ...place, UploadId, PartNumber: 1, Body: Buffer.alloc(1000) }));
  client.destroy();
}
