import { describe, expect, it } from '@jest/globals';

import { isS3Endpoint } from './s3-address.js';

describe('The endpoint of a store', () => {
  it.each([
    'https://minio.example.org:9000',
    'http://127.0.0.1:9000',
    'http://[::1]:9000/',
    'https://x/s3/v1',
  ])('may be %s', (endpoint) => {
    expect(isS3Endpoint(endpoint)).toBe(true);
  });

  it.each([
    'ftp://example.org',
    'file:///etc/passwd',
    'https://user:password@example.org',
    'https://example.org?x=1',
    'https://example.org/#x',
    'https://example.org/\u0000',
    'https://example.org/\r\nHost: other',
    'https://example.org:99999',
    'https://[zz]',
    'https:///path',
    'https://',
    'example.org',
    '',
    7,
    null,
  ])('may not be %j', (endpoint) => {
    expect(isS3Endpoint(endpoint)).toBe(false);
  });
});
