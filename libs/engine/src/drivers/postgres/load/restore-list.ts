/** Which entries of an archive pg_restore is to restore, in the archive's own order. */

import type { ArchiveIndex, TocEntry } from '../archive/archive-index.js';

/** The database itself is ours to create; its views are refreshed one by one, so that one may fail alone. */
const LEFT_OUT = new Set(['DATABASE', 'DATABASE PROPERTIES', 'MATERIALIZED VIEW DATA']);

export interface RestoreList {
  entries: readonly TocEntry[];
  /** The file for `--use-list`. */
  text: string;
  materializedViews: readonly TocEntry[];
}

export function restoreList(archive: ArchiveIndex): RestoreList {
  const entries = archive.entries.filter((entry) => !LEFT_OUT.has(entry.desc) && !isAboutDatabase(entry));
  return {
    entries,
    text: entries.map((entry) => `${entry.dumpId};\n`).join(''),
    materializedViews: archive.entries.filter((entry) => entry.desc === 'MATERIALIZED VIEW DATA'),
  };
}

/** Comment, privileges and security label of the database are tagged `DATABASE name`. */
function isAboutDatabase(entry: TocEntry): boolean {
  return ['COMMENT', 'ACL', 'SECURITY LABEL'].includes(entry.desc) && entry.tag.startsWith('DATABASE ');
}
