/**
 * Header and table of contents of pg_dump's custom format.
 * Source: pg_backup_archiver.c (ReadHead, ReadToc, ReadInt, ReadStr) and pg_backup_custom.c (_ReadExtraToc).
 */
import { isUtf8 } from 'node:buffer';

import { HoldfastError } from '../../../errors/holdfast-error.js';
import type { ArchiveHeader, TocEntry } from './archive-index.js';

const MAGIC = 'PGDMP';
const FORMAT_CUSTOM = 1;
const OFFSET_NO_DATA = 3;
const CREATION_TIME_INTS = 7;

export interface Toc {
  header: ArchiveHeader;
  entries: TocEntry[];
  /** Bytes from the start of the archive to the first data block. */
  lengthBytes: number;
}

/** Thrown inside the reader where the bytes at hand end too early. */
class NeedMoreBytes extends Error {}

/** Null where `bytes` does not hold the whole table of contents yet. */
export function readToc(bytes: Buffer): Toc | null {
  try {
    const cursor = new Cursor(bytes);
    const header = readHeader(cursor);
    const entries = readEntries(cursor, header);
    return { header, entries, lengthBytes: cursor.position };
  } catch (error) {
    if (error instanceof NeedMoreBytes) return null;
    throw error;
  }
}

function readHeader(cursor: Cursor): ArchiveHeader {
  if (cursor.bytes(MAGIC.length).toString('latin1') !== MAGIC) {
    throw notAnArchive('it does not begin with PGDMP');
  }
  const version = [cursor.byte(), cursor.byte(), cursor.byte()] as const;
  if (version[0] !== 1 || version[1] < 12 || version[1] > 16) {
    throw notAnArchive(`archive version ${version.join('.')} is not known`);
  }
  cursor.intSizeBytes = cursor.byte();
  const offsetSizeBytes = cursor.byte();
  if (cursor.byte() !== FORMAT_CUSTOM) throw notAnArchive('it is not in the custom format');
  const compression = version[1] >= 15 ? cursor.byte() : cursor.int();
  if (compression !== 0) throw notAnArchive('its data is compressed inside the archive');
  for (let i = 0; i < CREATION_TIME_INTS; i += 1) cursor.int();
  cursor.string();
  const serverVersion = cursor.string() ?? '';
  const dumpVersion = cursor.string() ?? '';
  return { version, intSizeBytes: cursor.intSizeBytes, offsetSizeBytes, serverVersion, dumpVersion };
}

function readEntries(cursor: Cursor, header: ArchiveHeader): TocEntry[] {
  const count = cursor.int();
  if (count < 0) throw notAnArchive('the number of its entries is negative');
  const entries: TocEntry[] = [];
  for (let i = 0; i < count; i += 1) entries.push(readEntry(cursor, header));
  return entries;
}

function readEntry(cursor: Cursor, header: ArchiveHeader): TocEntry {
  const minor = header.version[1];
  const dumpId = cursor.int();
  cursor.int(); // whether pg_dump had a function for its data
  cursor.string(); // oid of its catalog
  cursor.string(); // oid
  const tag = cursor.string() ?? '';
  const desc = cursor.string() ?? '';
  cursor.int(); // section
  const defn = cursor.string() ?? '';
  cursor.string(); // drop statement
  const copyStmt = cursor.string();
  const namespace = cursor.string();
  const tablespace = cursor.string() || null;
  const accessMethod = (minor >= 14 && cursor.string()) || null;
  if (minor >= 16) cursor.int(); // relation kind
  const owner = cursor.string() ?? '';
  cursor.string(); // with oids
  const dependencies = readDependencies(cursor);
  const offsetPosition = cursor.position;
  const hasData = cursor.byte() !== OFFSET_NO_DATA;
  cursor.bytes(header.offsetSizeBytes);
  return {
    dumpId,
    desc,
    tag,
    namespace: namespace || null,
    owner,
    tablespace,
    accessMethod,
    defn,
    copyStmt,
    dependencies,
    hasData,
    offsetPosition,
  };
}

function readDependencies(cursor: Cursor): number[] {
  const dumpIds: number[] = [];
  for (let text = cursor.string(); text !== null; text = cursor.string()) dumpIds.push(Number(text));
  return dumpIds;
}

export function notAnArchive(why: string): HoldfastError {
  return new HoldfastError('BACKUP_CORRUPTED', `The database dump cannot be read: ${why}.`, {
    hint: 'Use another backup, and verify the storage that this one lies on.',
  });
}

class Cursor {
  position = 0;
  intSizeBytes = 4;
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  byte(): number {
    const value = this.#bytes[this.position];
    if (value === undefined) throw new NeedMoreBytes();
    this.position += 1;
    return value;
  }

  bytes(length: number): Buffer {
    const end = this.position + length;
    if (end > this.#bytes.length) throw new NeedMoreBytes();
    const slice = this.#bytes.subarray(this.position, end);
    this.position = end;
    return slice;
  }

  /** A sign byte, then the magnitude, little-endian. */
  int(): number {
    const isNegative = this.byte() !== 0;
    const magnitude = this.bytes(this.intSizeBytes).readUIntLE(0, this.intSizeBytes);
    return isNegative ? -magnitude : magnitude;
  }

  string(): string | null {
    const length = this.int();
    if (length < 0) return null;
    const slice = this.bytes(length);
    // Latin-1 keeps every other server encoding distinguishable, byte by byte.
    return slice.toString(isUtf8(slice) ? 'utf8' : 'latin1');
  }
}
