/** What ends a command early: a sentence, what to do, and the exit code. */

import { ERROR_CODES, type ErrorCode, type FieldViolation } from '@holdfast/contract';

import { EXIT_CODES } from './exit-codes.js';

export type CliErrorCode = ErrorCode | 'CONSOLE_UNREACHABLE' | 'NOT_A_CONSOLE' | 'BAD_USAGE';

export interface CliErrorOptions {
  hint?: string | null;
  requestId?: string;
  violations?: FieldViolation[];
  /** What `--json` prints in place of the error, such as the record of the job that failed. */
  document?: unknown;
  cause?: unknown;
}

export class CliError extends Error {
  readonly code: CliErrorCode;
  readonly hint: string | null;
  readonly requestId: string | null;
  readonly violations: readonly FieldViolation[];
  readonly document: unknown;

  constructor(code: CliErrorCode, message: string, options: CliErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'CliError';
    this.code = code;
    this.hint = options.hint ?? null;
    this.requestId = options.requestId ?? null;
    this.violations = options.violations ?? [];
    this.document = options.document;
  }

  get exitCode(): number {
    return exitCodeOf(this.code);
  }
}

/** Ctrl-C was pressed while the command waited for something. */
export class Interrupted extends Error {}

/** A newer console may answer codes that this list does not have. */
export function exitCodeOf(code: CliErrorCode): number {
  switch (code) {
    case 'CONSOLE_UNREACHABLE':
    case 'NOT_A_CONSOLE':
      return EXIT_CODES.consoleUnreachable;
    case 'BAD_USAGE':
      return EXIT_CODES.badInput;
    default:
      return isErrorCode(code) ? ERROR_CODES[code].exitCode : 1;
  }
}

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_CODES, code);
}
