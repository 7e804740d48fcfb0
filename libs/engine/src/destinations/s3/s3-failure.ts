/** What the SDK's errors say, in one shape. Nothing else of them is kept: they carry headers and signatures. */

export interface S3Failure {
  /** The store's code, such as NoSuchBucket, or the system's, such as ECONNRESET. */
  code: string;
  /** Null: there was no answer. */
  httpStatus: number | null;
  message: string;
  requestId: string | null;
}

/** Failures of one request that say nothing about the next one. */
const PASSING_CODES = new Set([
  'RequestTimeout',
  'RequestTimeoutException',
  'InternalError',
  'SlowDown',
  'ServiceUnavailable',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'BandwidthLimitExceeded',
  'IncompleteBody',
  'OperationAborted',
  'ConditionalRequestConflict',
]);
const PASSING_STATUS = new Set([408, 425, 429, 500, 502, 503, 504]);
/** Of the system and of TLS: they stay until somebody changes the set-up. */
const LASTING_CODE =
  /^(?:ERR_TLS|ERR_SSL|ERR_INVALID|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO)/;
const MAX_MESSAGE_LENGTH = 300;

export function failureOf(error: unknown): S3Failure {
  const { name, message, code, Code, $metadata } = error as {
    name?: string;
    message?: string;
    code?: unknown;
    Code?: unknown;
    $metadata?: { httpStatusCode?: number; requestId?: string };
  };
  const codes = [Code, code, name].filter((value) => typeof value === 'string' && value !== '');
  return {
    code: (codes[0] as string | undefined) ?? 'unknown error',
    httpStatus: $metadata?.httpStatusCode ?? null,
    message: (message ?? String(error)).slice(0, MAX_MESSAGE_LENGTH),
    requestId: $metadata?.requestId ?? null,
  };
}

/** Whether the same request may succeed a moment later. */
export function isPassing(error: unknown): boolean {
  const { code, httpStatus } = failureOf(error);
  if (PASSING_CODES.has(code)) return true;
  if (httpStatus === null) return !LASTING_CODE.test(code);
  // An answer of success that could not be understood was cut off.
  return PASSING_STATUS.has(httpStatus) || httpStatus < 300;
}

export function isMissing(error: unknown): boolean {
  const { code, httpStatus } = failureOf(error);
  return httpStatus === 404 && code !== 'NoSuchBucket';
}

export function isTaken(error: unknown): boolean {
  return failureOf(error).httpStatus === 412;
}

/** The store does not know such a request at all. */
export function isUnknownRequest(error: unknown): boolean {
  const { code, httpStatus } = failureOf(error);
  return httpStatus === 501 || httpStatus === 405 || code === 'NotImplemented';
}
