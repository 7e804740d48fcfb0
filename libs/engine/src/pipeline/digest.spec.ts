import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';

import { digesting, digestOf } from './digest.js';

const chunks = ['one', 'two', 'three'].map((word) => Buffer.from(word));
const expected = { sizeBytes: 11, sha256: createHash('sha256').update('onetwothree').digest('hex') };

describe('digesting', () => {
  it('passes everything on, counted and hashed', async () => {
    const counts: number[] = [];
    const stream = digesting(Readable.from(chunks), (bytes) => counts.push(bytes));
    const seen = await Readable.from(stream).toArray();
    expect(Buffer.concat(seen as Buffer[]).toString()).toBe('onetwothree');
    expect(stream.result()).toEqual(expected);
    expect(counts).toEqual([3, 6, 11]);
  });

  it('refuses to tell the digest of half a stream', async () => {
    const stream = digesting(Readable.from(chunks));
    await stream[Symbol.asyncIterator]().next();
    expect(() => stream.result()).toThrow('not been read to its end');
  });

  it('equals the digest of reading alone', async () => {
    expect(await digestOf(Readable.from(chunks))).toEqual(expected);
  });
});
