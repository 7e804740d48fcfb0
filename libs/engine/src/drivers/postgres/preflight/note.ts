/** Findings of the preflight, written briefly. */

import type { ProblemNote } from '@holdfast/contract';

export function blocker(code: string, message: string, hint: string): ProblemNote {
  return { code, severity: 'blocker', message, hint };
}

export function warning(code: string, message: string, hint: string | null = null): ProblemNote {
  return { code, severity: 'warning', message, hint };
}

export function info(code: string, message: string, hint: string | null = null): ProblemNote {
  return { code, severity: 'info', message, hint };
}
