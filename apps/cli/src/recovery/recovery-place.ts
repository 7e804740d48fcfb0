/** Where `recover` reads packages from: a directory, or a bucket. */

import { resolve } from 'node:path';

import type { DestinationSpec } from '@holdfast/engine';

import { CliError } from '../cli-error.js';
import type { S3Access } from '../config.js';
import type { Text } from '../messages/text.js';

type MakeSecret = (value: string) => Extract<DestinationSpec, { kind: 's3' }>['secretAccessKey'];

/** @param from a path, or `s3://bucket/prefix`, whose access comes from the environment. */
export function recoveryPlace(
  from: string,
  { s3, text }: { s3: S3Access; text: Text },
  makeSecret: MakeSecret,
): DestinationSpec {
  if (!from.startsWith('s3://')) return { kind: 'local', path: resolve(from) };
  const [bucket = '', ...prefix] = from.slice('s3://'.length).split('/').filter(Boolean);
  if (bucket === '') throw badPlace(from, text);
  const { accessKeyId, secretAccessKey, ...address } = s3;
  if (accessKeyId === null || secretAccessKey === null) throw noAccess(text);
  return {
    kind: 's3',
    ...address,
    bucket,
    prefix: prefix.join('/'),
    accessKeyId,
    secretAccessKey: makeSecret(secretAccessKey),
  };
}

function badPlace(from: string, text: Text): CliError {
  return new CliError('BAD_USAGE', text('recover.bad-place', { from }), {
    hint: text('recover.bad-place.hint'),
  });
}

function noAccess(text: Text): CliError {
  return new CliError('CONFIG_INVALID', text('recover.no-access'), { hint: text('recover.no-access.hint') });
}
