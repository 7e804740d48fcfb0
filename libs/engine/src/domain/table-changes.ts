/** What a restore would do to each table, from what the backup recorded and what stands there now. Pure. */

import type { TableChange } from '@holdfast/contract';

import type { TableFingerprint } from './fingerprint.js';
import { qualifiedNameKey } from './qualified-name.js';

/** A live table: its rows counted, or all of its content. */
export interface LiveTable {
  name: string;
  rows: number;
  content: TableFingerprint | null;
}

export interface TableChangesOptions {
  /** Whether tables that the backup does not hold are gone afterwards. */
  isDroppingOthers: boolean;
}

/** In the backup's order; what vanishes comes last. */
export function describeTableChanges(
  recorded: readonly TableFingerprint[],
  live: readonly LiveTable[],
  { isDroppingOthers }: TableChangesOptions,
): TableChange[] {
  const liveByKey = new Map(live.map((table) => [qualifiedNameKey(table.name), table]));
  const known = new Set(recorded.map(({ name }) => qualifiedNameKey(name)));
  const others = isDroppingOthers ? live.filter(({ name }) => !known.has(qualifiedNameKey(name))) : [];
  return [
    ...recorded.map((table) => describeOne(table, liveByKey.get(qualifiedNameKey(table.name)))),
    ...others.map(({ name, rows }) => ({
      name,
      backupRows: null,
      liveRows: rows,
      change: 'vanishes' as const,
    })),
  ];
}

function describeOne(recorded: TableFingerprint, live: LiveTable | undefined): TableChange {
  const { name, rows: backupRows } = recorded;
  if (live === undefined) return { name, backupRows, liveRows: null, change: 'appears' };
  return { name, backupRows, liveRows: live.rows, change: compare(recorded, live) };
}

function compare(recorded: TableFingerprint, live: LiveTable): TableChange['change'] {
  if (recorded.rows !== live.rows) return 'different';
  if (live.content === null) return 'same-count';
  const { hash, bytes, columns } = live.content;
  const isSame =
    hash === recorded.hash && bytes === recorded.bytes && columns.join('\t') === recorded.columns.join('\t');
  return isSame ? 'identical' : 'different';
}
