/** The one error type that leaves the engine on purpose. */

import { ERROR_CODES, type ErrorCategory, type ErrorCode } from '@holdfast/contract';

export interface HoldfastErrorOptions {
  /** What to do about it, in one sentence. */
  hint?: string;
  /** Facts for the log; never secrets. */
  details?: Record<string, unknown>;
  cause?: unknown;
}

export class HoldfastError extends Error {
  readonly code: ErrorCode;
  readonly category: ErrorCategory;
  readonly hint: string | null;
  readonly details: Record<string, unknown>;

  /** @param message what failed and why, in one sentence that a person can act on. */
  constructor(code: ErrorCode, message: string, options: HoldfastErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'HoldfastError';
    this.code = code;
    this.category = ERROR_CODES[code].category;
    this.hint = options.hint ?? null;
    this.details = options.details ?? {};
  }
}

/** The error itself where it is ours; otherwise an UNEXPECTED one around it. */
export function asHoldfastError(error: unknown): HoldfastError {
  if (error instanceof HoldfastError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new HoldfastError('UNEXPECTED', message, { cause: error });
}
