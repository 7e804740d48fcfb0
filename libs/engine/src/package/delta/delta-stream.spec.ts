import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

import { packDelta, readDelta, SMALL_SIZES, unpackDelta } from '../../testing/delta-fixture.js';
import { temporaryDirectory, type TemporaryDirectory } from '../../testing/temporary-directory.js';

/** About 20 bits per call, the same in every run. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function row(id: number, version = 0): string {
  const hash = createHash('md5').update(`${id}.${version}`).digest('hex');
  return `${id}\t${hash}\tcustomer ${id % 97}\t2026-03-01 10:00:00\n`;
}

const rows = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, index) => row(from + index));
const bytesOf = (lines: readonly string[]): Buffer => Buffer.from(lines.join(''));

/** About 3 MB: six segments. */
const ROWS = 45_000;
const before = rows(0, ROWS);
const base = bytesOf(before);

describe('the delta of a raw stream', () => {
  let directory: TemporaryDirectory;
  beforeEach(async () => {
    directory = await temporaryDirectory();
  });
  afterEach(() => directory.dispose());

  /** The part of the new stream's size that is stored. */
  async function storedPart(next: Buffer, of = base): Promise<number> {
    const packed = await packDelta({ base: of, next, workPath: directory.path });
    const rebuilt = await unpackDelta(packed, of, directory.path);
    expect(rebuilt.equals(next)).toBe(true);
    expect(await readdir(directory.path)).toEqual([]);
    return packed.tar.length / Math.max(1, next.length);
  }

  it('is next to nothing where nothing changed', async () => {
    expect(await storedPart(base)).toBeLessThan(0.01);
  });

  it('holds the rows that changed here and there, and the appended ones', async () => {
    const random = randomOf(1);
    const next = before.map((line, id) => (random() < 0.01 ? row(id, 1) : line));
    expect(await storedPart(bytesOf([...next, ...rows(ROWS, ROWS + 450)]))).toBeLessThan(0.03);
  });

  it('follows the drift where half of the rows are gone', async () => {
    const random = randomOf(2);
    expect(await storedPart(bytesOf(before.filter(() => random() < 0.5)))).toBeLessThan(0.25);
  });

  it.each([0, 20_000, 44_000])(
    'finds where it goes on when rows are gone in one piece from %i',
    async (at) => {
      const next = bytesOf([...before.slice(0, at), ...before.slice(at + 15_000)]);
      expect(await storedPart(next)).toBeLessThan(0.08);
    },
  );

  it('goes on where it was after rows were inserted in one piece', async () => {
    const next = [...before.slice(0, 20_000), ...rows(100_000, 110_000), ...before.slice(20_000)];
    const inserted = 10_000 / (ROWS + 10_000);
    expect(await storedPart(bytesOf(next))).toBeLessThan(inserted);
  });

  it('goes on where it was after rows were replaced in one piece', async () => {
    const next = [...before.slice(0, 10_000), ...rows(100_000, 130_000), ...before.slice(40_000)];
    expect(await storedPart(bytesOf(next))).toBeLessThan(0.6);
  });

  it('profits where every row changed a little', async () => {
    const next = bytesOf(before.map((line) => line.replace('2026-03-01', '2026-03-02')));
    expect(await storedPart(next)).toBeLessThan(0.3);
  });

  it.each<[string, Buffer, Buffer]>([
    ['empty', base, Buffer.alloc(0)],
    ['made against an empty one', Buffer.alloc(0), base],
    ['empty and made against an empty one', Buffer.alloc(0), Buffer.alloc(0)],
    ['one byte long', base, Buffer.from('x')],
    ['in another order', base, bytesOf(before.toReversed())],
    ['another one altogether', base, bytesOf(rows(500_000, 530_000))],
    ['zeros', base, Buffer.alloc(2_000_000)],
    ['one line without an end', base, Buffer.alloc(2_000_000, 'abcdefghij')],
    ['exactly two segments long', base, base.subarray(0, 1024 * 1024)],
  ])('is right for a stream that is %s', async (_, of, next) => {
    expect(await storedPart(next, of)).toBeGreaterThan(0);
  });

  it('aligns binary data too', async () => {
    const random = randomOf(3);
    const binary = Buffer.from(Array.from({ length: 3_000_000 }, () => Math.floor(random() * 256)));
    const next = Buffer.concat([binary.subarray(0, 900_000), Buffer.from('new'), binary.subarray(900_500)]);
    expect(await storedPart(next, binary)).toBeLessThan(0.05);
  });

  it.each([11, 12, 13, 14, 15, 16])('is right after random edits (seed %i)', async (seed) => {
    expect(await storedPart(bytesOf(edited(before, randomOf(seed))))).toBeLessThan(1);
  });

  it('jumps to the table of the same name, whatever stands between', async () => {
    const tables = [rows(0, 15_000), rows(100_000, 115_000), rows(200_000, 215_000), rows(300_000, 303_000)];
    const [a, b, c, d] = tables.map(bytesOf) as [Buffer, Buffer, Buffer, Buffer];
    const added = bytesOf(rows(400_000, 403_000));
    const next = Buffer.concat([a, added, c, d]);
    const nextSections = sectionsOf({ a, added, c, d });
    const packed = await packDelta({
      ...{ base: Buffer.concat([a, b, c, d]), next, nextSections, workPath: directory.path },
      baseSections: sectionsOf({ a, b, c, d }),
    });
    expect((await unpackDelta(packed, Buffer.concat([a, b, c, d]), directory.path)).equals(next)).toBe(true);
    expect(packed.tar.length).toBeLessThan(added.length * 0.8);
  });

  describe('of segments that fit into no buffer', () => {
    const MIB = 1024 * 1024;
    const large = Buffer.concat(Array.from({ length: 8 }, () => base));
    const sizes = { ...SMALL_SIZES, segmentBytes: 6 * MIB, slackBytes: MIB, maxReferenceBytes: 12 * MIB };
    const packed = () => packDelta({ base: large, next: large, sizes, workPath: directory.path });
    const broken = new Error('nobody reads on');

    it('can be left unread', async () => {
      const stop = async (raw: AsyncIterable<Buffer>): Promise<void> => {
        for await (const chunk of raw) if (chunk.length > 0) throw broken;
      };
      await expect(readDelta(await packed(), large, directory.path, stop)).rejects.toBe(broken);
      expect(await readdir(directory.path)).toEqual([]);
    });

    it('can be canceled while nobody reads', async () => {
      const cancel = new AbortController();
      const stall = async (raw: AsyncIterable<Buffer>): Promise<void> => {
        for await (const chunk of raw) {
          expect(chunk.length).toBeGreaterThan(0);
          await delay(300);
          cancel.abort();
        }
      };
      const reading = readDelta(await packed(), large, directory.path, stall, cancel.signal);
      await expect(reading).rejects.toThrow();
      expect(await readdir(directory.path)).toEqual([]);
    });
  });
});

/** Deletes, repeats, inserts and changes runs of lines. */
function edited(lines: readonly string[], random: () => number): string[] {
  const next: string[] = [];
  let at = 0;
  while (at < lines.length) {
    const run = 1 + Math.floor(random() ** 4 * 8000);
    const kept = lines.slice(at, at + run);
    const choice = Math.floor(random() * 8);
    if (choice === 0) next.push(...kept.map((line) => line.toUpperCase()));
    else if (choice === 1) next.push(...rows(1_000_000 + at, 1_000_000 + at + (run % 500)), ...kept);
    else if (choice === 2) next.push(...kept, ...kept.slice(0, 100));
    else if (choice !== 3) next.push(...kept);
    at += run;
  }
  return next;
}

function sectionsOf(tables: Record<string, Buffer>): { name: string; offsetBytes: number }[] {
  let offsetBytes = 0;
  return Object.entries(tables).map(([name, { length }]) => {
    const section = { name, offsetBytes };
    offsetBytes += length;
    return section;
  });
}
