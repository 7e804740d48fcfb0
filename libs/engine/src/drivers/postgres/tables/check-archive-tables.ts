/** Whether the archive has what restoring its tables one by one needs. Pure. */

import type { ProblemNote } from '@holdfast/contract';

import type { Inspection } from '../../../ports/component-driver.js';
import { archiveOf } from '../load/archive-of.js';
import { blocker } from '../preflight/note.js';
import { archiveEncoding, findArchiveTables } from './archive-tables.js';
import { besideStatement, notPossible } from './beside-table.js';
import type { TablesPreflight } from './tables-preflight.js';

/** In these, names are read from the archive as they are. */
const READABLE_ENCODINGS = ['UTF8', 'LATIN1'];
const NOT_ASCII = /[^\0-\x7f]/;

/** Nothing where only the manifest was read. */
export function checkArchiveTables({ inspection, tables, placement }: TablesPreflight): ProblemNote[] {
  if (!hasArchive(inspection)) return [];
  const archive = archiveOf(inspection);
  const encoding = archiveEncoding(archive);
  return findArchiveTables(archive, tables).flatMap((table) => {
    const notes: ProblemNote[] = [];
    const isReadable =
      READABLE_ENCODINGS.includes(encoding) || !NOT_ASCII.test([table.name, ...table.columns].join());
    if (!isReadable) {
      const message = `The names in table ${table.name} are written in ${encoding}, which is read only as part of a whole restore.`;
      notes.push(blocker('TABLE_NOT_RESTORABLE', message, 'Restore the whole backup.'));
    }
    if (placement === 'beside' && besideStatement(table, table.name) === null) {
      const { message, hint } = notPossible(table.name);
      notes.push(blocker('TABLE_NOT_RESTORABLE', message, hint ?? ''));
    }
    return notes;
  });
}

function hasArchive(inspection: Inspection): boolean {
  return 'archive' in inspection;
}
