/** How the engine reaches a destination: from its record, or from the environment. */

import { isAbsolute, relative } from 'node:path';

import type { DestinationView, S3Address } from '@holdfast/contract';
import type { DestinationRecord } from '@holdfast/catalog';
import { HoldfastError, type DestinationSpec, type Secret } from '@holdfast/engine';

import type { S3Config } from '../config/server-config.js';

/** Id of the one that the environment describes. */
export const ENVIRONMENT_ID = 'environment';

export function environmentRecord(s3: S3Config): DestinationRecord {
  return {
    id: ENVIRONMENT_ID,
    name: `${s3.bucket} (environment)`,
    kind: 's3',
    isEnabled: true,
    s3: addressOf(s3),
    encryptedSecret: null,
    path: null,
    createdAt: new Date(0).toISOString(),
  };
}

/** Without what must not be shown. */
export function addressOf(access: S3Address): S3Address {
  const { endpoint, region, bucket, prefix, accessKeyId, forcePathStyle } = access;
  return { endpoint, region, bucket, prefix, accessKeyId, forcePathStyle };
}

/** @param secret where the kind is `s3` */
export function specOf(
  { kind, s3, path, name }: Pick<DestinationRecord, 'kind' | 's3' | 'path' | 'name'>,
  secret: Secret | null,
): DestinationSpec {
  if (kind === 'local' && path !== null) return { kind, path };
  if (kind === 's3' && s3 !== null && secret !== null) {
    return { kind, ...addressOf(s3), secretAccessKey: secret };
  }
  throw new HoldfastError('VALIDATION_FAILED', `The destination ${name} is not complete.`, {
    hint: 'An S3 destination needs its address and access keys, a local one its directory.',
  });
}

export function destinationViewOf(record: DestinationRecord, location: string): DestinationView {
  const { id, name, kind, isEnabled, s3, path, createdAt } = record;
  const isFromEnvironment = id === ENVIRONMENT_ID;
  return { id, name, kind, isEnabled, location, isFromEnvironment, s3, path, createdAt };
}

/** Other keys or another address style still lead to the same packages. */
export function isSamePlace(one: DestinationRecord, other: DestinationRecord): boolean {
  const place = ({ path, s3 }: DestinationRecord) => [path, s3?.endpoint, s3?.bucket, s3?.prefix].join('\n');
  return place(one) === place(other);
}

/** An address for a directory, or a directory for a bucket, would be ignored silently. */
export function assertFits({ kind }: DestinationRecord, changes: { s3?: unknown; path?: unknown }): void {
  const field = kind === 'local' ? 's3' : 'path';
  if (changes[field] === undefined) return;
  throw new HoldfastError('VALIDATION_FAILED', `A destination of the kind ${kind} has no ${field}.`, {
    hint: 'Make a new destination: the kind of one does not change.',
    details: { violations: [{ field, message: `does not belong to the kind ${kind}` }] },
  });
}

/** A copy beside the original would be lost together with it. */
export function assertElsewhere(path: string, storagePath: string): void {
  if (!isAbsolute(path)) throw badPath('must be an absolute path');
  const inside = (from: string, to: string) => !/^\.\.(\/|$)/.test(relative(from, to));
  if (inside(storagePath, path) || inside(path, storagePath)) {
    throw badPath('must not be the storage of the console, nor lie in it or around it');
  }
}

function badPath(what: string): HoldfastError {
  return new HoldfastError('VALIDATION_FAILED', `The directory of the destination ${what}.`, {
    hint: 'Name a directory on another disk or machine.',
    details: { violations: [{ field: 'path', message: what }] },
  });
}
