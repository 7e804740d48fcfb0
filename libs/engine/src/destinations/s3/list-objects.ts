/** Lists a bucket page by page: with ListObjectsV2, or with the older request where the store knows only that. */

import {
  ListObjectsCommand,
  type ListObjectsCommandOutput,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
} from '@aws-sdk/client-s3';

import { never } from './never.js';
import type { S3Bucket } from './s3-bucket.js';
import { isUnknownRequest } from './s3-failure.js';

export interface ListedObject {
  key: string;
  sizeBytes: number;
}

interface Page {
  objects: ListedObject[];
  /** Null: it was the last one. */
  next: Place | null;
}

/** Where the next page begins: a token of the store, or the last key that was seen. */
type Place = { token: string } | { afterKey: string };

/** Every object whose key begins with the prefix. Throws rather than to come back shortened. */
export async function listObjects(bucket: S3Bucket, prefix: string): Promise<ListedObject[]> {
  const objects: ListedObject[] = [];
  let place: Place | null = { token: '' };
  while (place !== null) {
    const page: Page = await pageAt(bucket, prefix, place);
    objects.push(...page.objects);
    if (page.next !== null && isSame(page.next, place))
      throw new Error('The store began the same page again.');
    place = page.next;
  }
  return objects;
}

async function pageAt(bucket: S3Bucket, prefix: string, place: Place): Promise<Page> {
  if ('afterKey' in place) return olderPage(bucket, prefix, place.afterKey);
  try {
    return await newerPage(bucket, prefix, place.token);
  } catch (error) {
    if (place.token !== '' || !isUnknownRequest(error)) throw error;
    return olderPage(bucket, prefix, '');
  }
}

async function newerPage(bucket: S3Bucket, prefix: string, token: string): Promise<Page> {
  const command = new ListObjectsV2Command({
    Bucket: bucket.name,
    Prefix: prefix,
    ...(token !== '' && { ContinuationToken: token }),
  });
  const answer = await bucket.retrying(never(), (abortSignal) =>
    bucket.client.send(command, { abortSignal }),
  );
  const objects = objectsOf(answer);
  const next = answer.NextContinuationToken;
  if (answer.IsTruncated !== true) return { objects, next: null };
  // A store that overlooked `list-type=2` gave a page of the older kind, which has no token.
  return { objects, next: next === undefined ? { afterKey: lastKeyOf(objects) } : { token: next } };
}

async function olderPage(bucket: S3Bucket, prefix: string, afterKey: string): Promise<Page> {
  const command = new ListObjectsCommand({
    Bucket: bucket.name,
    Prefix: prefix,
    ...(afterKey !== '' && { Marker: afterKey }),
  });
  const answer = await bucket.retrying(never(), (abortSignal) =>
    bucket.client.send(command, { abortSignal }),
  );
  const objects = objectsOf(answer);
  if (answer.IsTruncated !== true) return { objects, next: null };
  return { objects, next: { afterKey: answer.NextMarker ?? lastKeyOf(objects) } };
}

function objectsOf({ Contents = [] }: ListObjectsCommandOutput | ListObjectsV2CommandOutput): ListedObject[] {
  return Contents.map(({ Key, Size }) => {
    if (Key === undefined || Size === undefined)
      throw new Error('The store listed an object without key or size.');
    return { key: Key, sizeBytes: Size };
  });
}

function lastKeyOf(objects: readonly ListedObject[]): string {
  const last = objects.at(-1);
  if (last === undefined) throw new Error('The store announced more objects after an empty page.');
  return last.key;
}

function isSame(one: Place, other: Place): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
