/** What an archive holds of the chosen tables, and the encoding that it is written in. */

import type { ArchiveIndex, TocEntry } from '../archive/archive-index.js';
import { parseCopyStatement } from '../archive/copy-statement.js';
import { notAnArchive } from '../archive/toc-reader.js';
import { parseTableName } from './table-name.js';

export interface ArchiveTable {
  /** As in the fingerprint. */
  name: string;
  dumpId: number;
  /** In the order of the values. */
  columns: string[];
  /** Of its rows in the archive. */
  dataBytes: number;
  /** The entry that creates it; null for tables of extensions. */
  definition: TocEntry | null;
}

const CLIENT_ENCODING = /client_encoding = '([A-Za-z0-9_]+)'/;

export function archiveEncoding(archive: ArchiveIndex): string {
  const entry = archive.entries.find(({ desc }) => desc === 'ENCODING');
  const encoding = CLIENT_ENCODING.exec(entry?.defn ?? '')?.[1];
  if (encoding === undefined) throw notAnArchive('it does not name its encoding');
  return encoding;
}

export function findArchiveTables(archive: ArchiveIndex, names: readonly string[]): ArchiveTable[] {
  const data = new Map<string, ArchiveTable>();
  for (const entry of archive.entries) {
    const copy = entry.hasData && entry.copyStmt !== null ? parseCopyStatement(entry.copyStmt) : null;
    if (copy === null || !names.includes(copy.table)) continue;
    data.set(copy.table, {
      name: copy.table,
      dumpId: entry.dumpId,
      columns: copy.columns,
      dataBytes: archive.dataBytes.get(entry.dumpId) ?? 0,
      definition: definitionOf(archive, copy.table),
    });
  }
  return names.map((name) => {
    const table = data.get(name);
    if (table === undefined) throw notAnArchive(`the data of ${name} is missing`);
    return table;
  });
}

function definitionOf(archive: ArchiveIndex, name: string): TocEntry | null {
  const { schema, table } = parseTableName(name);
  return (
    archive.entries.find(
      ({ desc, namespace, tag }) => desc === 'TABLE' && namespace === schema && tag === table,
    ) ?? null
  );
}
