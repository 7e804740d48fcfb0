/** The chosen tables of a restore: where the rows of each come from and go to. */

import type { TableFingerprint } from '../../../domain/fingerprint.js';
import { HoldfastError } from '../../../errors/holdfast-error.js';
import type { RestoreTablesRequest } from '../../../ports/component-driver.js';
import type { ArchiveIndex } from '../archive/archive-index.js';
import type { SqlSession } from '../sql-session.js';
import { type ArchiveTable, findArchiveTables } from './archive-tables.js';
import type { KeptRecord } from './kept-tables.js';
import { type LiveTable, readLiveTables } from './live-tables.js';
import { parseTableName } from './table-name.js';

export interface TableJob {
  source: ArchiveTable;
  expected: TableFingerprint;
  placedAs: string;
  /** Null where there is no table before. */
  keptAs: string | null;
}

export function jobsOf(
  { component, replacement, tables }: RestoreTablesRequest,
  archive: ArchiveIndex,
): TableJob[] {
  return findArchiveTables(archive, tables).map((source) => {
    const planned = replacement.tables.find(({ name }) => name === source.name);
    const expected = component.fingerprint.tables.find(({ name }) => name === source.name);
    if (!planned || !expected) throw new Error(`table ${source.name} was neither planned nor recorded`);
    return { source, expected, placedAs: planned.placedAs, keptAs: planned.keptAs };
  });
}

/** Between plan and transaction a table may have come or gone. */
export async function assertAsPlanned(session: SqlSession, jobs: readonly TableJob[]): Promise<void> {
  const live = await readLiveTables(
    session,
    jobs.map(({ placedAs }) => placedAs),
  );
  for (const { placedAs, keptAs } of jobs) {
    const found = live.find(({ name }) => name === placedAs);
    const isAsPlanned = keptAs === null ? found === undefined : found?.kind === 'r';
    if (isAsPlanned) continue;
    throw new HoldfastError(
      'TABLE_NOT_RESTORABLE',
      `Table ${placedAs} was made, dropped or exchanged while the restore began. Nothing was changed.`,
      { hint: 'Start the restore again.' },
    );
  }
}

export function keptNameOf(jobs: readonly TableJob[], { name }: LiveTable): string | null {
  return jobs.find(({ placedAs }) => placedAs === name)?.keptAs ?? null;
}

export function recordsOf(
  jobs: readonly TableJob[],
  live: readonly LiveTable[],
  madeSchemas: readonly string[],
): KeptRecord[] {
  return jobs.map(({ source, placedAs, keptAs }) => {
    const { schema } = parseTableName(placedAs);
    return {
      name: source.name,
      placedAs,
      keptAs,
      oid: live.find(({ name }) => name === placedAs)?.oid ?? 0,
      madeSchema: madeSchemas.includes(schema) ? schema : null,
    };
  });
}
