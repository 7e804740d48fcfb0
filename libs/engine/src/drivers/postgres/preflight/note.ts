/** Findings of the preflight, written briefly. */

import type { ErrorCode, NoteCode, ProblemNote } from '@holdfast/contract';

export function blocker(code: NoteCode | ErrorCode, message: string, hint: string): ProblemNote {
  return { code, severity: 'blocker', message, hint };
}

export function warning(code: NoteCode, message: string, hint: string | null = null): ProblemNote {
  return { code, severity: 'warning', message, hint };
}

export function info(code: NoteCode, message: string, hint: string | null = null): ProblemNote {
  return { code, severity: 'info', message, hint };
}
