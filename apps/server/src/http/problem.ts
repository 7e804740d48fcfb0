/** Turns any error into the problem document that a client may see. */

import { ERROR_CODES, type ErrorCode, type FieldViolation, type Problem } from '@holdfast/contract';
import { CatalogError, type CatalogErrorCode } from '@holdfast/catalog';
import { HoldfastError } from '@holdfast/engine';
import { HttpException } from '@nestjs/common';

const UNEXPECTED_HINT = 'Look for the request id in the console’s log and report it.';

/** Our own error for what was thrown; null where it is none of ours and must stay hidden. */
export function toKnownError(error: unknown): HoldfastError | null {
  if (error instanceof HoldfastError) return error.code === 'UNEXPECTED' ? null : error;
  if (error instanceof CatalogError) return fromCatalogError(error);
  return error instanceof HttpException ? fromHttpException(error) : null;
}

export function toProblem(error: unknown, requestId: string): Problem {
  const known = toKnownError(error);
  const code = known?.code ?? 'UNEXPECTED';
  const entry = ERROR_CODES[code];
  const violations = known?.details['violations'] as FieldViolation[] | undefined;
  return {
    type: `urn:holdfast:error:${code}`,
    title: entry.en,
    status: entry.httpStatus,
    detail: known?.message ?? entry.en,
    code,
    hint: known === null ? UNEXPECTED_HINT : known.hint,
    requestId,
    ...(violations === undefined ? {} : { violations }),
  };
}

/** Nest and Express refuse some requests themselves. */
function fromHttpException(error: HttpException): HoldfastError | null {
  const status = error.getStatus();
  if (status >= 500) return null;
  if (error.cause instanceof URIError) return new HoldfastError('INVALID_ID', 'The address is not valid.');
  if (hasType(error.cause, 'entity.parse.failed')) {
    return new HoldfastError('MALFORMED_JSON', `The request body is not valid JSON: ${error.message}`);
  }
  return new HoldfastError(codeOfStatus(status), error.message);
}

function codeOfStatus(status: number): ErrorCode {
  switch (status) {
    case 401:
      return 'UNAUTHENTICATED';
    case 403:
      return 'FORBIDDEN';
    case 404:
      return 'NOT_FOUND';
    case 413:
      return 'PAYLOAD_TOO_LARGE';
    case 429:
      return 'TOO_MANY_REQUESTS';
    default:
      return 'VALIDATION_FAILED';
  }
}

function hasType(cause: unknown, type: string): boolean {
  return typeof cause === 'object' && cause !== null && 'type' in cause && cause.type === type;
}

const CODES_OF_CATALOG: Record<CatalogErrorCode, ErrorCode> = {
  CATALOG_DAMAGED: 'CATALOG_DAMAGED',
  CATALOG_LOCKED: 'CATALOG_LOCKED',
  CATALOG_UNAVAILABLE: 'STORAGE_UNAVAILABLE',
  RECORD_EXISTS: 'INVALID_STATE',
  RECORD_MISSING: 'INVALID_STATE',
};

function fromCatalogError({ code, message, hint, cause }: CatalogError): HoldfastError {
  return new HoldfastError(CODES_OF_CATALOG[code], message, { cause, ...(hint === null ? {} : { hint }) });
}
