/** Asks for `If-None-Match: *` where the store takes it, and remembers where it does not. */

import { failureOf } from './s3-failure.js';

/** Refusals of the bytes or of the upload, not of the header. */
const ABOUT_THE_CONTENT = new Set([
  'BadDigest',
  'InvalidDigest',
  'XAmzContentSHA256Mismatch',
  'EntityTooSmall',
  'EntityTooLarge',
  'InvalidPart',
  'InvalidPartOrder',
  'IncompleteBody',
  'RequestTimeout',
  'AuthorizationHeaderMalformed',
  'ExpiredToken',
]);

export class ConditionalWrites {
  #isRefused = false;

  /** Whether the store said that it does not take the header; a store may also just ignore it. */
  get isRefused(): boolean {
    return this.#isRefused;
  }

  /** Calls once more without the condition where the header itself may be what was refused. */
  async attempt<T>(send: (isConditional: boolean) => Promise<T>): Promise<T> {
    if (this.#isRefused) return send(false);
    try {
      return await send(true);
    } catch (error) {
      if (!mayBeTheHeader(error)) throw error;
      const result = await send(false);
      this.#isRefused = true;
      return result;
    }
  }
}

function mayBeTheHeader(error: unknown): boolean {
  const { code, httpStatus } = failureOf(error);
  return httpStatus === 501 || (httpStatus === 400 && !ABOUT_THE_CONTENT.has(code));
}
