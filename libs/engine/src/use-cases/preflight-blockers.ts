/** Blockers found before a table-level restore, as the error that stops it. */

import type { ProblemNote } from '@holdfast/contract';

import { HoldfastError } from '../errors/holdfast-error.js';

/** Throws TABLE_NOT_RESTORABLE where the tables themselves are the reason, else PREFLIGHT_FAILED; with all reasons. */
export function assertNoBlockers(notes: readonly ProblemNote[]): void {
  const blockers = notes.filter(({ severity }) => severity === 'blocker');
  if (blockers.length === 0) return;
  const isAboutTables = blockers.every(({ code }) => code === 'TABLE_NOT_RESTORABLE');
  const hints = new Set(blockers.flatMap(({ hint }) => hint ?? []));
  throw new HoldfastError(
    isAboutTables ? 'TABLE_NOT_RESTORABLE' : 'PREFLIGHT_FAILED',
    blockers.map(({ message }) => message).join(' '),
    { ...(hints.size > 0 && { hint: [...hints].join(' ') }), details: { blockers } },
  );
}
