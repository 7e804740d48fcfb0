/** Turns what a store answers into an error that a person can act on. Secrets are in none of them. */

import type { ErrorCode } from '@holdfast/contract';

import { HoldfastError } from '../../errors/holdfast-error.js';
import { failureOf, type S3Failure } from './s3-failure.js';

interface Explanation {
  matches: RegExp;
  code: ErrorCode;
  hint: string;
}

const PERMISSIONS = 'docs/operations.md, “Sending copies to S3”';

/** The first that matches `<http status> <code>` counts. */
const EXPLANATIONS: readonly Explanation[] = [
  {
    matches: / (?:InvalidAccessKeyId|InvalidAccessKey|AccessKeyIdNotFound)/,
    code: 'STORAGE_REFUSED',
    hint: 'The store does not know the access key: check it, and that it belongs to this endpoint.',
  },
  {
    matches: / SignatureDoesNotMatch/,
    code: 'STORAGE_REFUSED',
    hint: 'Check the secret access key, then the region. A proxy that changes the Host header causes this too.',
  },
  {
    matches: / (?:RequestTimeTooSkewed|RequestExpired|RequestInTheFuture)/,
    code: 'STORAGE_REFUSED',
    hint: 'The clocks of this machine and of the store differ too much: set this machine’s clock, by NTP if possible.',
  },
  {
    matches: / NoSuchBucket/,
    code: 'STORAGE_REFUSED',
    hint: 'The bucket does not exist there: make it, or correct its name, endpoint, region or path style.',
  },
  {
    matches: / InvalidBucketName/,
    code: 'STORAGE_REFUSED',
    hint: 'The store does not accept this name of a bucket: correct it.',
  },
  {
    matches: /^30\d | (?:PermanentRedirect|AuthorizationHeaderMalformed|IllegalLocationConstraint)/,
    code: 'STORAGE_REFUSED',
    hint: 'The bucket is in another region: set its region, and the endpoint that belongs to it.',
  },
  {
    matches: /^507 |(?:Quota|StorageFull|InsufficientStorage|InsufficientCapacity|TooManyParts)/,
    code: 'STORAGE_FULL',
    hint: 'Delete backups that are not needed there, shorten the retention, or raise the store’s quota.',
  },
  {
    matches: /^413 | EntityTooLarge/,
    code: 'STORAGE_FULL',
    hint: 'The object is larger than the store allows: raise its limit (also of a proxy before it).',
  },
  {
    matches: /^40[13] | AccessDenied/,
    code: 'STORAGE_REFUSED',
    hint: `Give the access key the permissions that are listed in ${PERMISSIONS}.`,
  },
  {
    matches: /^null (?:ENOTFOUND|EAI_AGAIN)/,
    code: 'STORAGE_UNAVAILABLE',
    hint: 'The endpoint’s name cannot be resolved: check it and the DNS; with an endpoint of your own, try path style.',
  },
  {
    matches: /^null (?:CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS|HOSTNAME_MISMATCH)/,
    code: 'STORAGE_UNAVAILABLE',
    hint: 'The store’s certificate is not trusted: correct it, or add its authority with NODE_EXTRA_CA_CERTS; with dots in the bucket’s name, use path style.',
  },
  {
    matches: /^null (?:EPROTO|ERR_SSL)/,
    code: 'STORAGE_UNAVAILABLE',
    hint: 'The endpoint does not speak TLS there: check http:// or https:// and the port.',
  },
  {
    matches: /^null /,
    code: 'STORAGE_UNAVAILABLE',
    hint: 'Check that the endpoint is right and running, and that no firewall stands between.',
  },
];

/** @param location of the store, for people. Errors that are ours stay as they are. */
export function s3Error(error: unknown, action: string, location: string): HoldfastError {
  if (error instanceof HoldfastError) return error;
  const failure = failureOf(error);
  const { code, httpStatus, requestId } = failure;
  const known = EXPLANATIONS.find(({ matches }) => matches.test(`${httpStatus ?? 'null'} ${code}`));
  return new HoldfastError(
    known?.code ?? 'STORAGE_UNAVAILABLE',
    `${action} failed: ${reason(failure)} (storage ${location}).`,
    {
      hint: known?.hint ?? 'Look whether the store reports trouble, then try again.',
      details: { s3Code: code, httpStatus, requestId },
    },
  );
}

function reason({ code, httpStatus, message }: S3Failure): string {
  const words = message === '' || message === code ? '' : `: ${message.replace(/[.\s]+$/, '')}`;
  return httpStatus === null
    ? `no answer, ${code}${words}`
    : `the store answered ${httpStatus} ${code}${words}`;
}
