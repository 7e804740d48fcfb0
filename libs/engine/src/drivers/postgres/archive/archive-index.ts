/** What the inspector learns of a custom-format archive: its table of contents and where the data lies. */

import type { Inspection } from '../../../ports/component-driver.js';

export interface TocEntry {
  dumpId: number;
  /** Kind, e.g. `TABLE DATA`. */
  desc: string;
  /** Name, e.g. the table's. */
  tag: string;
  namespace: string | null;
  owner: string;
  /** Null: the database's own. */
  tablespace: string | null;
  /** How a table is stored; null where it has no say, or the archive is too old to tell. */
  accessMethod: string | null;
  /** The statement that creates it; empty for data entries. */
  defn: string;
  copyStmt: string | null;
  /** dumpIds of what it needs, and of what it belongs to. */
  dependencies: readonly number[];
  /** Whether a data block belongs to it. */
  hasData: boolean;
  /** Position in the archive, in bytes, of the entry's offset: one byte of state, then `offsetSizeBytes`. */
  offsetPosition: number;
}

export interface ArchiveHeader {
  /** Archive version, e.g. [1, 14, 0]. */
  version: readonly [number, number, number];
  intSizeBytes: number;
  offsetSizeBytes: number;
  serverVersion: string;
  dumpVersion: string;
}

export interface ArchiveIndex {
  header: ArchiveHeader;
  entries: TocEntry[];
  /** dumpId → position of its data block in the archive, in bytes. */
  dataOffsets: ReadonlyMap<number, number>;
  /** dumpId → bytes of its data block. */
  dataBytes: ReadonlyMap<number, number>;
}

export interface PostgresInspection extends Inspection {
  archive: ArchiveIndex;
}
