/** Fills the materialized views after the tables. */

import type { ProblemNote } from '@holdfast/contract';
import { DatabaseError, escapeIdentifier } from 'pg';

import type { TocEntry } from '../archive/archive-index.js';
import { messageOf } from '../explain/explain-sql-error.js';
import type { SqlSession } from '../sql-session.js';

/** In the archive's order, which follows their dependencies. A view that fails is a note: its data is derived. */
export async function refreshViews(session: SqlSession, views: readonly TocEntry[]): Promise<ProblemNote[]> {
  const notes: ProblemNote[] = [];
  for (const view of views) {
    const name = [view.namespace ?? 'public', view.tag].map((part) => escapeIdentifier(part)).join('.');
    try {
      await session.query(`REFRESH MATERIALIZED VIEW ${name}`);
    } catch (error) {
      if (!(error instanceof DatabaseError) || error.severity === 'FATAL') throw error;
      notes.push(notRefreshed(name, messageOf(error)));
    }
  }
  return notes;
}

function notRefreshed(name: string, reason: string): ProblemNote {
  return {
    code: 'VIEW_NOT_REFRESHED',
    severity: 'warning',
    message: `The data is restored, but materialized view ${name} was not refreshed: ${reason}`,
    hint: `Cure the reason, then run: REFRESH MATERIALIZED VIEW ${name};`,
  };
}
