import { Readable } from 'node:stream';

import { partsOf } from './parts-of.js';
import { MAX_PARTS, MIB, MIN_PART_BYTES, planParts, type PartSize } from './part-sizes.js';

const GIB = 1024 * MIB;
const TIB = 1024 * GIB;

function capacityOf(partSize: PartSize): number {
  let bytes = 0;
  for (let number = 1; number <= MAX_PARTS; number += 1) bytes += partSize(number);
  return bytes;
}

describe('planParts', () => {
  it.each([
    [0, 8 * MIB],
    [10 * GIB, 8 * MIB],
    [100 * GIB, 11 * MIB],
    [1 * TIB, 111 * MIB],
    [4.5 * TIB, 497 * MIB],
  ])('cuts an object of %d expected bytes into equal parts of %d', (expectedSizeBytes, partBytes) => {
    const partSize = planParts(expectedSizeBytes);
    const needed = Math.ceil(expectedSizeBytes / partBytes);
    expect(needed).toBeLessThan(MAX_PARTS);
    for (const number of [1, 2, Math.max(1, needed)]) expect(partSize(number)).toBe(partBytes);
  });

  it('has room for an object that is much larger than expected', () => {
    expect(capacityOf(planParts(1 * GIB))).toBeGreaterThan(120 * GIB);
  });

  it('begins small and carries far where no size is expected', () => {
    const partSize = planParts(null);
    expect([1, 2000, 2001, 10_000].map(partSize)).toEqual([8 * MIB, 8 * MIB, 16 * MIB, 128 * MIB]);
    expect(capacityOf(partSize)).toBeGreaterThan(480 * GIB);
  });

  it('never makes parts that stores refuse as too small', () => {
    expect(planParts(null, 1 * MIB)(1)).toBe(MIN_PART_BYTES);
    expect(planParts(1000, 16 * MIB)(1)).toBe(16 * MIB);
  });
});

describe('partsOf', () => {
  async function cut(chunks: Buffer[], partSize: PartSize) {
    const parts = [];
    for await (const part of partsOf(Readable.from(chunks), partSize)) parts.push(part);
    return parts;
  }

  it.each([[[3, 3, 3]], [[9]], [[1, 1, 1, 1, 1, 1, 1, 1, 1]], [[8, 1]]])(
    'cuts chunks of %j bytes into parts of 4, 4 and 1',
    async (sizes) => {
      const bytes = Buffer.from('abcdefghi');
      let start = 0;
      const chunks = sizes.map((size) => bytes.subarray(start, (start += size)));
      const parts = await cut(chunks, () => 4);
      expect(parts.map((part) => [part.number, part.bytes.toString(), part.isLast])).toEqual([
        [1, 'abcd', false],
        [2, 'efgh', false],
        [3, 'i', true],
      ]);
    },
  );

  it('makes one part of an object that just fills it, and of one without bytes', async () => {
    expect(await cut([Buffer.alloc(4)], () => 4)).toMatchObject([{ number: 1, isLast: true }]);
    expect(await cut([], () => 4)).toEqual([{ number: 1, bytes: Buffer.alloc(0), isLast: true }]);
  });
});
