/** Errors as the API answers them: RFC 9457 problem details with our code. */

import type { ErrorCode } from './error-codes.js';

export interface FieldViolation {
  field: string;
  message: string;
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ErrorCode;
  hint: string | null;
  requestId: string;
  violations?: FieldViolation[];
}
