/** What a request can fail with: an answer that is a problem, or no answer at all. */
import { ERROR_CODES, type ErrorCode, type FieldViolation, type Problem } from '@holdfast/contract';

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: ErrorCode,
    readonly detail: string | null,
    readonly hint: string | null,
    readonly requestId: string | null,
    readonly violations: readonly FieldViolation[],
  ) {
    super(detail ?? ERROR_CODES[code].en);
    this.name = 'ApiError';
  }
}

/** The server did not answer: it is down, restarting, or the network is away. */
export class ConnectionError extends Error {
  constructor(cause: unknown) {
    super('The server cannot be reached.', { cause });
    this.name = 'ConnectionError';
  }
}

/** Reads an RFC 9457 body; null when the answer did not come from our server. */
export function readProblem(text: string): ApiError | null {
  const problem = parseObject(text);
  if (problem === null || typeof problem.code !== 'string' || typeof problem.status !== 'number') return null;
  return new ApiError(
    problem.status,
    problem.code in ERROR_CODES ? problem.code : 'UNEXPECTED',
    problem.detail ?? null,
    problem.hint ?? null,
    problem.requestId ?? null,
    problem.violations ?? [],
  );
}

function parseObject(text: string): Partial<Problem> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null;
  }
}
