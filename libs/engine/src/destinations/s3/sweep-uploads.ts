/** Ends uploads that were begun and never finished: their parts are invisible, but paid for. */

import { ListMultipartUploadsCommand, type ListMultipartUploadsCommandOutput } from '@aws-sdk/client-s3';

import { never } from './never.js';
import type { S3Bucket, UploadId } from './s3-bucket.js';
import { isUnknownRequest } from './s3-failure.js';

/**
 * Returns how many were ended; 0 where the store does not list them.
 * @param isOurs whether only we would send an object of that key.
 */
export async function sweepUploads(
  bucket: S3Bucket,
  prefix: string,
  isOurs: (key: string) => boolean,
): Promise<number> {
  const uploads = await findUploads(bucket, prefix);
  const ours = uploads.filter(({ key }) => key.startsWith(prefix) && isOurs(key));
  for (const upload of ours) await bucket.abortUpload(upload);
  return ours.length;
}

async function findUploads(bucket: S3Bucket, prefix: string): Promise<UploadId[]> {
  const uploads: UploadId[] = [];
  let markers: { KeyMarker?: string; UploadIdMarker?: string } | null = {};
  while (markers !== null) {
    const command = new ListMultipartUploadsCommand({ Bucket: bucket.name, Prefix: prefix, ...markers });
    const page: ListMultipartUploadsCommandOutput | null = await bucket
      .retrying(never(), (abortSignal) => bucket.client.send(command, { abortSignal }))
      .catch(nullWhereUnknown);
    uploads.push(...uploadsOf(page));
    markers = nextMarkers(page, markers);
  }
  return uploads;
}

function uploadsOf(page: ListMultipartUploadsCommandOutput | null): UploadId[] {
  return (page?.Uploads ?? []).flatMap(({ Key, UploadId }) =>
    Key === undefined || UploadId === undefined ? [] : [{ key: Key, uploadId: UploadId }],
  );
}

function nextMarkers(
  page: ListMultipartUploadsCommandOutput | null,
  before: { KeyMarker?: string; UploadIdMarker?: string },
): { KeyMarker?: string; UploadIdMarker?: string } | null {
  const { IsTruncated, NextKeyMarker, NextUploadIdMarker } = page ?? {};
  if (IsTruncated !== true || NextKeyMarker === undefined) return null;
  if (NextKeyMarker === before.KeyMarker && NextUploadIdMarker === before.UploadIdMarker) return null;
  return {
    KeyMarker: NextKeyMarker,
    ...(NextUploadIdMarker !== undefined && { UploadIdMarker: NextUploadIdMarker }),
  };
}

function nullWhereUnknown(error: unknown): null {
  if (isUnknownRequest(error)) return null;
  throw error;
}
