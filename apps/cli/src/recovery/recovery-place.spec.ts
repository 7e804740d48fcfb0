import { Secret } from '@holdfast/engine';

import type { S3Access } from '../config.js';
import { textIn } from '../messages/text.js';
import { recoveryPlace } from './recovery-place.js';

const s3: S3Access = {
  endpoint: 'http://127.0.0.1:9000',
  region: 'eu-1',
  accessKeyId: 'id',
  secretAccessKey: 'canary',
  forcePathStyle: true,
};
const text = textIn('en');
const secret = (value: string) => new Secret(value);

describe('the place of a recovery', () => {
  it('is a directory', () => {
    expect(recoveryPlace('/mnt/stick', { s3, text }, secret)).toEqual({ kind: 'local', path: '/mnt/stick' });
  });

  it.each([
    ['s3://bucket', 'bucket', ''],
    ['s3://bucket/', 'bucket', ''],
    ['s3://bucket/a/b/', 'bucket', 'a/b'],
  ])('is a bucket: %s', (from, bucket, prefix) => {
    const place = recoveryPlace(from, { s3, text }, secret);
    expect(place).toMatchObject({
      kind: 's3',
      bucket,
      prefix,
      endpoint: s3.endpoint,
      accessKeyId: 'id',
    });
    expect(JSON.stringify(place)).not.toContain('canary');
  });

  it('needs a name of the bucket, and access to it', () => {
    expect(() => recoveryPlace('s3://', { s3, text }, secret)).toThrow('not a place');
    const none = { ...s3, secretAccessKey: null };
    expect(() => recoveryPlace('s3://b', { s3: none, text }, secret)).toThrow('access to the bucket');
  });
});
