import type { Fingerprint } from '../../../domain/fingerprint.js';
import { HoldfastError } from '../../../errors/holdfast-error.js';
import type { InspectorOptions } from '../../../ports/component-driver.js';
import { type ArchiveContent, buildArchive } from '../../../testing/custom-archive.js';
import type { PostgresInspection } from './archive-index.js';
import { createArchiveInspector } from './inspector.js';

const COPY_AB = 'COPY public.t (a, b) FROM stdin;\n';

function inspect(
  archive: Buffer,
  pieceBytes = archive.length,
  options?: InspectorOptions,
): PostgresInspection {
  const inspector = createArchiveInspector(options);
  for (let at = 0; at < archive.length; at += pieceBytes)
    inspector.write(archive.subarray(at, at + pieceBytes));
  return inspector.end() as PostgresInspection;
}

function fingerprint(content: ArchiveContent, options?: InspectorOptions): Fingerprint {
  const archive = buildArchive(content);
  return inspect(archive, archive.length, options).fingerprint;
}

function tableOf(copyStmt: string, ...chunks: string[]): Fingerprint['tables'][number] | undefined {
  return fingerprint({ tables: [{ copyStmt, chunks }] }).tables[0];
}

describe('fingerprint of a custom-format archive', () => {
  it('counts rows and bytes', () => {
    expect(tableOf(COPY_AB, '1\tone\n', '2\ttwo\n')).toMatchObject({
      name: 'public.t',
      columns: ['a', 'b'],
      rows: 2,
      bytes: 10,
    });
  });

  it('does not depend on the order of rows', () => {
    expect(tableOf(COPY_AB, '1\tone\n', '2\ttwo\n')).toEqual(tableOf(COPY_AB, '2\ttwo\n', '1\tone\n'));
  });

  it('does not depend on how rows are cut into chunks', () => {
    expect(tableOf(COPY_AB, '1\tone\n2\ttw', 'o\n', '3\tthree\n')).toEqual(
      tableOf(COPY_AB, '1\tone\n', '2\ttwo\n', '3\tthree\n'),
    );
  });

  it.each([1, 2, 3, 5, 7, 64, 1000])('does not depend on pieces of %d bytes', (pieceBytes) => {
    const archive = buildArchive({
      tables: [{ copyStmt: COPY_AB, chunks: ['1\tone\n', '22\tvalue with some length\n', '\t\n'] }],
      largeObjects: [{ oid: 7, chunks: [Buffer.from('abc'), Buffer.from('defgh')] }],
      entries: [{ desc: 'INDEX', tag: 'i' }],
    });
    expect(inspect(archive, pieceBytes)).toEqual(inspect(archive));
  });

  it('notices one changed byte, a missing row and a doubled row', () => {
    const original = tableOf(COPY_AB, '1\tone\n', '2\ttwo\n')?.hash;
    expect(tableOf(COPY_AB, '1\tone\n', '2\ttwp\n')?.hash).not.toBe(original);
    expect(tableOf(COPY_AB, '1\tone\n')?.hash).not.toBe(original);
    expect(tableOf(COPY_AB, '1\tone\n', '1\tone\n', '2\ttwo\n')?.hash).not.toBe(original);
    expect(tableOf(COPY_AB, '1\tone\n', '1\tone\n')?.hash).not.toBe(
      tableOf(COPY_AB, '2\ttwo\n', '2\ttwo\n')?.hash,
    );
  });

  it('notices values that moved from one row to another', () => {
    expect(tableOf(COPY_AB, '1\tone\n', '2\ttwo\n')?.hash).not.toBe(
      tableOf(COPY_AB, '1\ttwo\n', '2\tone\n')?.hash,
    );
  });

  it('notices two rows whose highest bits changed in two words', () => {
    const row = (bytes: number[]): string => Buffer.from(bytes).toString('latin1') + '\n';
    const copy = 'COPY public.t (a) FROM stdin;\n';
    const plain = tableOf(copy, row([97, 97, 97, 97, 97, 97, 97, 97]));
    const changed = tableOf(copy, row([97, 97, 97, 33, 97, 97, 97, 33]));
    expect(plain?.hash.slice(0, 8)).not.toBe(changed?.hash.slice(0, 8));
    expect(plain?.hash.slice(8)).not.toBe(changed?.hash.slice(8));
  });

  it('takes blank lines before the end mark for rows: empty strings and rows without columns', () => {
    expect(tableOf('COPY public.t (a) FROM stdin;\n', '\n', '\n', 'x\n')).toMatchObject({
      rows: 3,
      bytes: 1,
    });
    expect(tableOf('COPY public.t  FROM stdin;\n', '\n', '\n')).toMatchObject({ rows: 2, columns: [] });
  });

  it('does not take a value that looks like the end mark for the end', () => {
    expect(tableOf('COPY public.t (a) FROM stdin;\n', '\\\\.\n', 'x\n')).toMatchObject({ rows: 2 });
  });

  it('hashes an empty table', () => {
    expect(tableOf(COPY_AB)).toMatchObject({ rows: 0, bytes: 0, hash: '0000000000000000' });
  });

  it('hashes rows in the recorded order of columns where the table lists them in another', () => {
    const expected = fingerprint({ tables: [{ copyStmt: COPY_AB, chunks: ['1\tone\n', '2\ttwo\n'] }] });
    const reordered = { copyStmt: 'COPY public.t (b, a) FROM stdin;\n', chunks: ['one\t1\ntwo', '\t2\n'] };
    expect(fingerprint({ tables: [reordered] }, { expected }).tables).toEqual(expected.tables);
    expect(fingerprint({ tables: [reordered] }).tables).not.toEqual(expected.tables);
  });

  it('keeps another set of columns as it is', () => {
    const expected = fingerprint({ tables: [{ copyStmt: COPY_AB, chunks: ['1\tone\n'] }] });
    const other = { copyStmt: 'COPY public.t (a, c) FROM stdin;\n', chunks: ['1\tone\n'] };
    expect(fingerprint({ tables: [other] }, { expected }).tables[0]?.columns).toEqual(['a', 'c']);
  });

  it('reads names with quotes, spaces, dots, commas and line feeds', () => {
    const copy = 'COPY "we""ird, s"."a.b\nc" ("x, y", "q""q", plain) FROM stdin;\n';
    expect(tableOf(copy)).toMatchObject({
      name: '"we""ird, s"."a.b\nc"',
      columns: ['x, y', 'q"q', 'plain'],
    });
  });

  it('identifies large objects by their oid and content', () => {
    const one = fingerprint({ largeObjects: [{ oid: 5, chunks: [Buffer.from('line\nfeed')] }] }).largeObjects;
    const other = fingerprint({
      largeObjects: [{ oid: 6, chunks: [Buffer.from('line\nfeed')] }],
    }).largeObjects;
    expect(one).toMatchObject({ count: 1, bytes: 9 });
    expect(other.hash).not.toBe(one.hash);
  });

  it('records sequences and counts objects, leaving out what belongs to the database itself', () => {
    const found = fingerprint({
      entries: [
        {
          desc: 'SEQUENCE SET',
          tag: 's',
          defn: "SELECT pg_catalog.setval('public.o''s_id_seq', 42, true);\n",
        },
        { desc: 'INDEX', tag: 'i' },
        { desc: 'DATABASE', tag: 'd' },
        { desc: 'DATABASE PROPERTIES', tag: 'd' },
      ],
    });
    expect(found.sequences).toEqual([{ name: "public.o's_id_seq", lastValue: '42', isCalled: true }]);
    expect(found.objects).toEqual({ INDEX: 1, 'SEQUENCE SET': 1 });
  });

  it.each([14, 15, 16] as const)('reads archive version 1.%d', (minorVersion) => {
    const found = fingerprint({ minorVersion, tables: [{ copyStmt: COPY_AB, chunks: ['1\tone\n'] }] });
    expect(found.tables[0]?.rows).toBe(1);
  });
});

function codeOf(action: () => unknown): string | null {
  try {
    action();
    return null;
  } catch (error) {
    return error instanceof HoldfastError ? error.code : String(error);
  }
}

describe('damage', () => {
  const archive = buildArchive({
    tables: [
      { copyStmt: COPY_AB, chunks: ['1\tone\n', '2\ttwo\n'] },
      { copyStmt: 'COPY public.u (a) FROM stdin;\n', chunks: ['x\n'] },
    ],
  });

  it('refuses an archive that is cut at any byte', () => {
    for (let length = 0; length < archive.length; length += 1) {
      expect(codeOf(() => inspect(archive.subarray(0, length)))).toBe('BACKUP_CORRUPTED');
    }
  });

  it('refuses trailing bytes', () => {
    expect(codeOf(() => inspect(Buffer.concat([archive, Buffer.from('x')])))).toBe('BACKUP_CORRUPTED');
  });

  it('refuses what is no archive, a compressed one, and an unknown version', () => {
    expect(() => inspect(Buffer.from('-- SQL dump'))).toThrow('does not begin with PGDMP');
    expect(() => inspect(buildArchive({ compression: 6 }))).toThrow('compressed');
    const future = Buffer.from(archive);
    future[6] = 99;
    expect(() => inspect(future)).toThrow('version 1.99.0 is not known');
  });

  it('refuses the same data block twice', () => {
    const table = { copyStmt: COPY_AB, chunks: ['1\tone\n'] };
    const once = buildArchive({ tables: [table] });
    const { archive: index } = inspect(once);
    const block = once.subarray(index.dataOffsets.get(1));
    expect(() => inspect(Buffer.concat([once, block]))).toThrow('belongs to no table');
  });
});

describe('places of the data', () => {
  it('names for each table where its block begins and how long it is', () => {
    const archive = buildArchive({
      tables: [
        { copyStmt: COPY_AB, chunks: ['1\tone\n'] },
        { copyStmt: 'COPY public.u (a) FROM stdin;\n', chunks: ['x\n'] },
      ],
    });
    const { dataOffsets, dataBytes } = inspect(archive, 3).archive;
    const first = dataOffsets.get(1) as number;
    const second = dataOffsets.get(2) as number;
    expect([archive[first], archive[second]]).toEqual([1, 1]);
    expect(first + (dataBytes.get(1) as number)).toBe(second);
    expect(second + (dataBytes.get(2) as number)).toBe(archive.length);
  });
});
