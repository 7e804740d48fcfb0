/** What every destination promises; run it over each of them. */

import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';

import { digestOf } from '../pipeline/digest.js';
import type { Destination } from '../ports/destination.js';

export interface DestinationUnderTest {
  destination: Destination;
  /** False where the store cannot be asked to refuse a replacement: two writers at once may both be told that they won. */
  hasOneWinner?: boolean;
  /** Leaves behind what a write that was cut off by a crash would leave beside `key`. */
  leavePartial(key: string): Promise<void>;
  dispose(): Promise<void>;
}

export function describeDestination(name: string, create: () => Promise<DestinationUnderTest>): void {
  describe(`${name} keeps the promises of a destination`, () => {
    let subject: DestinationUnderTest;
    let destination: Destination;

    beforeEach(async () => {
      subject = await create();
      destination = subject.destination;
      await destination.prepare();
    });
    afterEach(() => subject.dispose());

    it('gives back exactly what was written', async () => {
      const bytes = randomBytes(300_000);
      expect(await destination.write('crm/b1/db.dump', chunksOf(bytes))).toEqual({
        key: 'crm/b1/db.dump',
        sizeBytes: 300_000,
      });
      expect((await contentOf(destination, 'crm/b1/db.dump')).equals(bytes)).toBe(true);
      expect(await destination.stat('crm/b1/db.dump')).toEqual({ key: 'crm/b1/db.dump', sizeBytes: 300_000 });
    });

    it('keeps an object of no bytes', async () => {
      await destination.write('crm/b1/empty', chunksOf(Buffer.alloc(0)));
      expect(await contentOf(destination, 'crm/b1/empty')).toHaveLength(0);
      expect(await destination.list('crm')).toEqual([{ key: 'crm/b1/empty', sizeBytes: 0 }]);
    });

    it('keeps an object of 50 MB that comes in uneven chunks', async () => {
      const written = await digestOf(uneven(50_000_000));
      await destination.write('crm/b1/large', uneven(50_000_000));
      const read = await destination.read('crm/b1/large');
      expect(await digestOf(read as AsyncIterable<Buffer>)).toEqual(written);
    });

    it('leaves nothing behind and throws the source’s error where the source fails midway', async () => {
      const lost = new Error('the producer died');
      await expect(destination.write('crm/b1/db.dump', failing(lost))).rejects.toBe(lost);
      expect(await destination.stat('crm/b1/db.dump')).toBeNull();
      expect(await destination.list('')).toEqual([]);
      expect(await destination.sweepPartials()).toBe(0);
    });

    it('can write an object after a first attempt failed', async () => {
      await destination.write('crm/b1/x', failing(new Error('first'))).catch(() => undefined);
      await destination.write('crm/b1/x', chunksOf(Buffer.from('second')));
      expect((await contentOf(destination, 'crm/b1/x')).toString()).toBe('second');
    });

    it('does not replace an object', async () => {
      await destination.write('crm/b1/x', chunksOf(Buffer.from('first')));
      const again = destination.write('crm/b1/x', chunksOf(Buffer.from('second')));
      await expect(again).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
      expect((await contentOf(destination, 'crm/b1/x')).toString()).toBe('first');
      expect(await destination.sweepPartials()).toBe(0);
    });

    it('lets only one of two writes of the same object win', async () => {
      const writes = ['one', 'two'].map((text) => destination.write('crm/b1/x', chunksOf(Buffer.from(text))));
      const results = await Promise.allSettled(writes);
      const content = (await contentOf(destination, 'crm/b1/x')).toString();
      const statuses = results.map(({ status }) => status).sort();
      if (subject.hasOneWinner === false) {
        // Whole, one of the two; and whoever was refused did not win.
        expect(['one', 'two']).toContain(content);
        expect(statuses).not.toEqual(['rejected', 'rejected']);
        return;
      }
      expect(statuses).toEqual(['fulfilled', 'rejected']);
      expect(content).toBe(results[0]?.status === 'fulfilled' ? 'one' : 'two');
    });

    it('writes different objects at the same time', async () => {
      const keys = Array.from({ length: 20 }, (_, index) => `app-${index % 3}/b${index % 5}/object-${index}`);
      await Promise.all(keys.map((key) => destination.write(key, chunksOf(Buffer.from(key.repeat(1000))))));
      for (const key of keys) expect((await contentOf(destination, key)).toString()).toBe(key.repeat(1000));
      expect((await destination.list('')).map(({ key }) => key).sort()).toEqual([...keys].sort());
    });

    it('lists finished objects below a prefix of whole names only', async () => {
      for (const key of ['crm/b1/x', 'crm/b1/y', 'crm/b10/x', 'crm2/b1/x']) {
        await destination.write(key, chunksOf(Buffer.from('1')));
      }
      await subject.leavePartial('crm/b1/z');
      expect((await destination.list('crm/b1')).map(({ key }) => key).sort()).toEqual([
        'crm/b1/x',
        'crm/b1/y',
      ]);
      expect(await destination.list('crm/b1/')).toHaveLength(2);
      expect(await destination.list('crm')).toHaveLength(3);
      expect(await destination.list('wiki')).toEqual([]);
    });

    it('shows an object only once it is whole', async () => {
      const seen: number[] = [];
      async function* looking(): AsyncGenerator<Buffer> {
        yield Buffer.alloc(2_000_000);
        seen.push((await destination.list('')).length);
        yield Buffer.alloc(1);
        seen.push((await destination.stat('crm/b1/x')) === null ? 0 : 1);
      }
      await destination.write('crm/b1/x', looking());
      expect(seen).toEqual([0, 0]);
      expect(await destination.list('')).toHaveLength(1);
    });

    it('removes an object, and once more without an error', async () => {
      await destination.write('crm/b1/x', chunksOf(Buffer.from('1')));
      await destination.remove('crm/b1/x');
      await destination.remove('crm/b1/x');
      await destination.remove('never/was/there');
      expect(await destination.stat('crm/b1/x')).toBeNull();
      expect(await destination.list('')).toEqual([]);
    });

    it('names an object that is missing', async () => {
      await expect(destination.read('crm/b1/gone')).rejects.toMatchObject({
        code: 'BACKUP_CORRUPTED',
        message: expect.stringContaining('crm/b1/gone') as string,
      });
    });

    it('sweeps what a crash left behind, and nothing else', async () => {
      await destination.write('crm/b1/x', chunksOf(Buffer.from('1')));
      await subject.leavePartial('crm/backup_1/y');
      await subject.leavePartial('crm/backup_2/y');
      expect(await destination.sweepPartials()).toBe(2);
      expect(await destination.sweepPartials()).toBe(0);
      expect(await destination.list('')).toEqual([{ key: 'crm/b1/x', sizeBytes: 1 }]);
    });

    it('counts the bytes of all finished objects', async () => {
      await destination.write('crm/b1/x', chunksOf(Buffer.alloc(1000)));
      await destination.write('wiki/b1/x', chunksOf(Buffer.alloc(500)));
      expect((await destination.space()).usedBytes).toBe(1500);
    });

    it.each([
      '',
      '/etc/passwd',
      '../x',
      'a/../../x',
      'a//b',
      'a/./b',
      '.hidden',
      'a/b\0c',
      'a/b\nc',
      'a\\b',
      'ä',
    ])('refuses the key %j everywhere', async (key) => {
      const refused = { code: 'INVALID_ID' };
      await expect(destination.write(key, chunksOf(Buffer.from('1')))).rejects.toMatchObject(refused);
      await expect(destination.read(key)).rejects.toMatchObject(refused);
      await expect(destination.stat(key)).rejects.toMatchObject(refused);
      await expect(destination.remove(key)).rejects.toMatchObject(refused);
      expect(await destination.list('')).toEqual([]);
    });
  });
}

export async function contentOf(destination: Destination, key: string): Promise<Buffer> {
  return Buffer.concat((await (await destination.read(key)).toArray()) as Buffer[]);
}

export function chunksOf(bytes: Buffer): AsyncIterable<Buffer> {
  const half = Math.floor(bytes.length / 2);
  return Readable.from([bytes.subarray(0, half), bytes.subarray(half)]);
}

function failing(error: Error): AsyncIterable<Buffer> {
  return Readable.from(
    (function* () {
      yield Buffer.alloc(3_000_000);
      throw error;
    })(),
  );
}

function uneven(totalBytes: number): AsyncIterable<Buffer> {
  return Readable.from(
    (function* () {
      for (let done = 0, turn = 1; done < totalBytes; turn += 1) {
        const length = Math.min((turn * 7919) % 700_001, totalBytes - done);
        yield Buffer.alloc(length, turn % 251);
        done += length;
      }
    })(),
  );
}
