/** The SDK's client, set up so that stores other than AWS understand it. */

import { S3Client } from '@aws-sdk/client-s3';

import type { S3DestinationSpec } from '../../domain/destination-spec.js';

const CONNECT_TIMEOUT_MS = 10_000;
/** Of silence: also a body that nobody takes from for so long; reading then goes on with a range. */
const SILENCE_TIMEOUT_MS = 60_000;

export function createS3Client(spec: S3DestinationSpec): S3Client {
  return new S3Client({
    region: spec.region,
    ...(spec.endpoint !== null && { endpoint: spec.endpoint }),
    forcePathStyle: spec.forcePathStyle,
    credentials: { accessKeyId: spec.accessKeyId, secretAccessKey: spec.secretAccessKey.reveal() },
    // We try again ourselves, by our clock; the SDK would do it a second time inside.
    maxAttempts: 1,
    // Its newer trailing checksums are refused by many compatible stores. Content-MD5 is understood by all.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // Proxies before stores often do not answer to it.
    expectContinueHeader: false,
    requestHandler: { connectionTimeout: CONNECT_TIMEOUT_MS, socketTimeout: SILENCE_TIMEOUT_MS },
  });
}
