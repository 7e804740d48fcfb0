/** Writes pg_dump custom-format archives by hand, for cases that no real server produces on demand. */

export interface TableData {
  copyStmt: string;
  /** COPY text in pieces: each becomes one chunk. The end-of-data mark is added. */
  chunks: string[];
}

export interface ArchiveContent {
  minorVersion?: 14 | 15 | 16;
  tables?: TableData[];
  /** oid → content in pieces. */
  largeObjects?: { oid: number; chunks: Buffer[] }[];
  /** Further entries without data: kind, name and statement. */
  entries?: { desc: string; tag: string; defn?: string }[];
  compression?: number;
}

const OFFSET_UNKNOWN = 1;
const OFFSET_NO_DATA = 3;

export function buildArchive(content: ArchiveContent): Buffer {
  const minor = content.minorVersion ?? 14;
  const tables = content.tables ?? [];
  const objects = content.largeObjects ?? [];
  const others = content.entries ?? [];
  const hasObjects = objects.length > 0;
  return Buffer.concat([
    header(minor, content.compression ?? 0),
    int(tables.length + others.length + (hasObjects ? 1 : 0)),
    ...tables.map((table, index) =>
      entry(minor, {
        dumpId: index + 1,
        desc: 'TABLE DATA',
        tag: 't',
        copyStmt: table.copyStmt,
        hasData: true,
      }),
    ),
    ...(hasObjects ? [entry(minor, { dumpId: 900, desc: 'BLOBS', tag: 'BLOBS', hasData: true })] : []),
    ...others.map((other, index) => entry(minor, { dumpId: 1000 + index, ...other, hasData: false })),
    ...tables.map((table, index) => dataBlock(index + 1, table)),
    ...(hasObjects ? [largeObjectBlock(900, objects)] : []),
  ]);
}

function header(minor: number, compression: number): Buffer {
  return Buffer.concat([
    Buffer.from('PGDMP'),
    Buffer.of(1, minor, 0, 4, 8, 1),
    minor >= 15 ? Buffer.of(compression) : int(compression),
    ...Array.from({ length: 7 }, () => int(0)),
    text('database'),
    text('15.0'),
    text('15.0'),
  ]);
}

interface Entry {
  dumpId: number;
  desc: string;
  tag: string;
  defn?: string;
  copyStmt?: string;
  hasData: boolean;
}

function entry(minor: number, { dumpId, desc, tag, defn, copyStmt, hasData }: Entry): Buffer {
  return Buffer.concat([
    int(dumpId),
    int(hasData ? 1 : 0),
    text('0'),
    text('0'),
    text(tag),
    text(desc),
    int(3),
    text(defn ?? ''),
    text(''),
    copyStmt === undefined ? int(-1) : text(copyStmt),
    text('public'),
    text(''),
    ...(minor >= 14 ? [text('heap')] : []),
    ...(minor >= 16 ? [int(114)] : []),
    text('owner'),
    text('false'),
    int(-1),
    Buffer.of(hasData ? OFFSET_UNKNOWN : OFFSET_NO_DATA),
    Buffer.alloc(8),
  ]);
}

function dataBlock(dumpId: number, table: TableData): Buffer {
  const chunks = [...table.chunks, '\\.\n\n\n'];
  return Buffer.concat([Buffer.of(1), int(dumpId), ...chunks.map(text), int(0)]);
}

function largeObjectBlock(dumpId: number, objects: { oid: number; chunks: Buffer[] }[]): Buffer {
  const written = objects.map(({ oid, chunks }) =>
    Buffer.concat([int(oid), ...chunks.flatMap((chunk) => [int(chunk.length), chunk]), int(0)]),
  );
  return Buffer.concat([Buffer.of(3), int(dumpId), ...written, int(0)]);
}

function int(value: number): Buffer {
  const bytes = Buffer.alloc(5);
  bytes[0] = value < 0 ? 1 : 0;
  bytes.writeUInt32LE(Math.abs(value), 1);
  return bytes;
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([int(bytes.length), bytes]);
}
