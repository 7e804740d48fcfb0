/** Reads pg_dump's custom format as it streams past: fingerprint, and where each table's data lies. */

import type { Fingerprint, TableFingerprint } from '../../../domain/fingerprint.js';
import type { Inspector, InspectorOptions } from '../../../ports/component-driver.js';
import type { PostgresInspection, TocEntry } from './archive-index.js';
import { parseCopyStatement } from './copy-statement.js';
import { type DataBlockHandler, DataBlockReader } from './data-block-reader.js';
import { RowHash } from './row-hash.js';
import { createTableHash, type TableHash } from './table-hash.js';
import { notAnArchive, readToc, type Toc } from './toc-reader.js';
import { countObjects, readSequences } from './toc-facts.js';

/** A table of contents beyond this is taken for damage rather than read into memory. */
const TOC_MAX_BYTES = 1024 ** 3;

export function createArchiveInspector(options: InspectorOptions = {}): Inspector {
  return new ArchiveInspector(options);
}

class ArchiveInspector implements Inspector {
  readonly #options: InspectorOptions;
  #head: Buffer = Buffer.alloc(0);
  /** Reading the head again is worth it only once it has grown this far. */
  #nextTryBytes = 1;
  #body: { toc: Toc; blocks: Blocks; reader: DataBlockReader } | null = null;

  constructor(options: InspectorOptions) {
    this.#options = options;
  }

  write(chunk: Buffer): void {
    if (this.#body !== null) this.#body.reader.write(chunk);
    else this.#growHead(chunk);
  }

  end(): PostgresInspection {
    if (this.#body === null && this.#head.length > 0) this.#tryHead();
    if (this.#body === null) throw notAnArchive('it ends before its table of contents does');
    const { toc, blocks, reader } = this.#body;
    if (!reader.isBetweenBlocks) throw notAnArchive('it ends in the middle of a table');
    blocks.assertComplete();
    return {
      fingerprint: blocks.fingerprint(),
      archive: {
        header: toc.header,
        entries: toc.entries,
        dataOffsets: blocks.dataOffsets,
        dataBytes: blocks.dataBytes,
      },
    };
  }

  #growHead(chunk: Buffer): void {
    this.#head = Buffer.concat([this.#head, chunk]);
    if (this.#head.length > TOC_MAX_BYTES) throw notAnArchive('its table of contents has no end');
    if (this.#head.length >= this.#nextTryBytes) this.#tryHead();
  }

  #tryHead(): void {
    const toc = readToc(this.#head);
    if (toc === null) {
      this.#nextTryBytes = this.#head.length * 1.5;
      return;
    }
    const blocks = new Blocks(toc.entries, this.#options);
    const reader = new DataBlockReader(blocks, toc.header.intSizeBytes, toc.lengthBytes);
    this.#body = { toc, blocks, reader };
    reader.write(this.#head.subarray(toc.lengthBytes));
    this.#head = Buffer.alloc(0);
  }
}

interface OpenTable {
  name: string;
  columns: readonly string[];
  hash: TableHash;
}

/** Gathers the fingerprint from the data blocks. */
class Blocks implements DataBlockHandler {
  readonly dataOffsets = new Map<number, number>();
  readonly dataBytes = new Map<number, number>();
  readonly #entries: readonly TocEntry[];
  readonly #entryById: ReadonlyMap<number, TocEntry>;
  readonly #expectedColumns: ReadonlyMap<string, readonly string[]>;
  readonly #isHashing: boolean;
  readonly #onSection: InspectorOptions['onSection'];
  readonly #tables: TableFingerprint[] = [];
  readonly #largeObjects = new RowHash();
  #open: { entry: TocEntry; table: OpenTable | null } | null = null;
  #oid = 0;

  constructor(entries: readonly TocEntry[], options: InspectorOptions) {
    this.#entries = entries;
    this.#entryById = new Map(entries.map((entry) => [entry.dumpId, entry]));
    const expected = options.expected?.tables ?? [];
    this.#expectedColumns = new Map(expected.map((table) => [table.name, table.columns]));
    this.#isHashing = options.isHashing ?? true;
    this.#onSection = options.onSection;
  }

  startBlock(dumpId: number, isLargeObjects: boolean, position: number): void {
    const entry = this.#entryById.get(dumpId);
    if (entry === undefined || !entry.hasData || this.dataOffsets.has(dumpId)) {
      throw notAnArchive(`a data block at byte ${position} belongs to no table`);
    }
    this.dataOffsets.set(dumpId, position);
    this.#onSection?.({ name: sectionName(entry), offsetBytes: position });
    this.#open = { entry, table: isLargeObjects ? null : this.#openTable(entry) };
  }

  chunk(bytes: Buffer, view: DataView, start: number, end: number): void {
    if (!this.#isHashing) return;
    if (this.#open?.table) this.#open.table.hash.write(bytes, view, start, end);
    else this.#largeObjects.writeItem(bytes, start, end);
  }

  startLargeObject(oid: number): void {
    this.#oid = oid;
  }

  endLargeObject(): void {
    this.#largeObjects.closeItem(this.#oid);
  }

  endBlock(position: number): void {
    if (this.#open === null) return;
    const { entry, table } = this.#open;
    this.dataBytes.set(entry.dumpId, position - (this.dataOffsets.get(entry.dumpId) ?? position));
    if (table !== null) this.#closeTable(table);
    this.#open = null;
  }

  assertComplete(): void {
    const missing = this.#entries.find((entry) => entry.hasData && !this.dataOffsets.has(entry.dumpId));
    if (missing !== undefined) throw notAnArchive(`the data of ${missing.desc} ${missing.tag} is missing`);
  }

  fingerprint(): Fingerprint {
    return {
      algorithm: 'rowsum64-v1',
      tables: this.#tables,
      sequences: readSequences(this.#entries),
      largeObjects: {
        count: this.#largeObjects.rows,
        bytes: this.#largeObjects.bytes,
        hash: this.#largeObjects.digest(),
      },
      objects: countObjects(this.#entries),
    };
  }

  #openTable(entry: TocEntry): OpenTable {
    const copy = entry.copyStmt === null ? null : parseCopyStatement(entry.copyStmt);
    if (copy === null) throw notAnArchive(`the data of ${entry.tag} is not in COPY format`);
    const expected = this.#expectedColumns.get(copy.table) ?? null;
    return { name: copy.table, ...createTableHash(copy.columns, expected) };
  }

  #closeTable({ name, columns, hash }: OpenTable): void {
    if (this.#isHashing && !hash.isComplete) throw notAnArchive(`the data of ${name} has no end mark`);
    this.#tables.push({
      name,
      columns: [...columns],
      rows: hash.rows,
      bytes: hash.bytes,
      hash: hash.digest(),
    });
  }
}

/** Unlike the entry's number the same in every dump. */
function sectionName({ desc, namespace, tag }: TocEntry): string {
  return [desc, namespace, tag].filter((part) => part !== null && part !== '').join(' ');
}
