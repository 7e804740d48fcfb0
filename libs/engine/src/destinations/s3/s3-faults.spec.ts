import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';

import { jest } from '@jest/globals';

import { type Fault, type FaultProxy, startFaultProxy } from '../../../../../tests/support/fault-proxy.js';
import { type S3Server, startS3Server } from '../../../../../tests/support/s3-server.js';
import { digestOf } from '../../pipeline/digest.js';
import { chunksOf, contentOf } from '../../testing/destination.contract.js';
import { ImpatientClock, s3Destination, s3Spec } from '../../testing/s3-fixture.js';
import { MAX_ATTEMPTS } from './retry.js';
import type { S3Destination } from './s3-destination.js';

jest.setTimeout(30_000);
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const MIB = 1024 * 1024;
const KEY = 'crm/b1/db.dump';
const large = randomBytes(20 * MIB);

const isPut = (method: string) => method === 'PUT';
const isGet = (method: string) => method === 'GET';
const isPart = (number: number) => (_: string, path: string) => path.includes(`partNumber=${number}`);
const isComplete = (method: string, path: string) => method === 'POST' && path.includes('uploadId=');
const isStart = (method: string, path: string) => method === 'POST' && path.includes('uploads');

describe.each(['ignores', 'honours'] as const)(
  'S3Destination where the store %s conditions',
  (conditionalWrites) => {
    let server: S3Server;
    let proxy: FaultProxy;
    let clock: ImpatientClock;
    let destination: S3Destination;

    beforeEach(async () => {
      server = await startS3Server({ conditionalWrites });
      proxy = await startFaultProxy(server.port);
      clock = new ImpatientClock();
      destination = s3Destination(s3Spec(proxy.endpoint), clock);
    });
    afterEach(async () => {
      await proxy.stop();
      await server.stop();
    });

    it.each<[string, Fault, number]>([
      ['a delay', { kind: 'delay', durationMs: 100 }, 1],
      ['a server error, twice', { kind: 'status', status: 500, code: 'InternalError' }, 2],
      ['“slow down”', { kind: 'status', status: 503, code: 'SlowDown' }, 3],
      ['“too many requests”', { kind: 'status', status: 429, code: 'TooManyRequests' }, 1],
      ['a connection that is reset', { kind: 'reset-request', afterBytes: 100_000 }, 2],
      ['an answer that gets lost', { kind: 'lose-answer' }, 1],
      ['answers that always get lost', { kind: 'lose-answer' }, MAX_ATTEMPTS],
    ])('stores a small object in spite of %s', async (_, fault, times) => {
      proxy.inject({ fault, when: isPut, times });
      const bytes = randomBytes(3 * MIB);
      await destination.write(KEY, chunksOf(bytes));
      expect((await contentOf(destination, KEY)).equals(bytes)).toBe(true);
    });

    it.each<[string, Fault, (method: string, path: string) => boolean, number]>([
      ['a start whose answer gets lost', { kind: 'lose-answer' }, isStart, 1],
      ['a part whose connection is reset', { kind: 'reset-request', afterBytes: MIB }, isPart(2), 2],
      ['a part whose answer gets lost', { kind: 'lose-answer' }, isPart(1), 1],
      ['a part that is refused twice', { kind: 'status', status: 500, code: 'InternalError' }, isPart(3), 2],
      ['a completion whose answer gets lost', { kind: 'lose-answer' }, isComplete, 1],
      ['a completion that fails once', { kind: 'status', status: 503, code: 'SlowDown' }, isComplete, 1],
    ])('stores a large object in spite of %s', async (_, fault, when, times) => {
      proxy.inject({ fault, when, times });
      await destination.write(KEY, chunksOf(large));
      expect((await contentOf(destination, KEY)).equals(large)).toBe(true);
    });

    it('sends only the part again that failed', async () => {
      proxy.inject({ fault: { kind: 'reset-request', afterBytes: MIB }, when: isPart(2) });
      await destination.write(KEY, chunksOf(large));
      const parts = proxy.requests.filter((request) => request.includes('partNumber='));
      expect(parts).toHaveLength(4);
      expect(parts.filter((request) => request.includes('partNumber=2'))).toHaveLength(2);
    });

    it('does not take somebody else’s object for its own', async () => {
      const other = s3Destination(s3Spec(server.endpoint));
      async function* outrun(): AsyncGenerator<Buffer> {
        yield Buffer.from('mine');
        if (conditionalWrites === 'honours') await other.write(KEY, chunksOf(Buffer.from('them')));
      }
      if (conditionalWrites === 'ignores') await other.write(KEY, chunksOf(Buffer.from('them')));
      await expect(destination.write(KEY, outrun())).rejects.toMatchObject({
        message: expect.stringContaining('exists already') as string,
      });
      expect((await contentOf(destination, KEY)).toString()).toBe('them');
    });

    it('gives up in the end, after waiting longer and longer, and leaves nothing', async () => {
      proxy.inject({
        fault: { kind: 'status', status: 503, code: 'ServiceUnavailable' },
        when: isPart(2),
        times: 999,
      });
      await expect(destination.write(KEY, chunksOf(large))).rejects.toMatchObject({
        code: 'STORAGE_UNAVAILABLE',
        message: expect.stringMatching(/crm\/b1\/db\.dump.*503 ServiceUnavailable/) as string,
      });
      expect(clock.sleptMs).toHaveLength(MAX_ATTEMPTS - 1);
      clock.sleptMs.forEach((sleptMs, index) => expect(sleptMs).toBeLessThanOrEqual(500 * 2 ** index));
      expect(await server.openUploads()).toEqual([]);
      expect(await destination.stat(KEY)).toBeNull();
    });

    it('gives up where nothing answers', async () => {
      await proxy.stop();
      await expect(destination.stat(KEY)).rejects.toMatchObject({
        code: 'STORAGE_UNAVAILABLE',
        message: expect.stringContaining('ECONNREFUSED') as string,
        hint: expect.stringContaining('endpoint') as string,
      });
      proxy = await startFaultProxy(server.port);
    });

    it.each([
      [403, 'AccessDenied', 'STORAGE_REFUSED', /permissions/],
      [403, 'SignatureDoesNotMatch', 'STORAGE_REFUSED', /secret access key/],
      [403, 'RequestTimeTooSkewed', 'STORAGE_REFUSED', /clock/],
      [301, 'PermanentRedirect', 'STORAGE_REFUSED', /region/],
      [507, 'InsufficientStorage', 'STORAGE_FULL', /quota/],
      [403, 'QuotaExceeded', 'STORAGE_FULL', /quota/],
      [400, 'EntityTooLarge', 'STORAGE_FULL', /limit/],
    ])('does not try again, and says what to do about %d %s', async (status, code, expected, hint) => {
      proxy.inject({ fault: { kind: 'status', status, code }, when: isPut, times: 999 });
      await expect(destination.write(KEY, chunksOf(Buffer.from('1')))).rejects.toMatchObject({
        code: expected,
        hint: expect.stringMatching(hint) as string,
      });
      expect(clock.sleptMs).toEqual([]);
    });

    it('throws the source’s own error and leaves no upload where the source fails late', async () => {
      const lost = new Error('the producer died');
      const source = Readable.from(
        (function* () {
          for (let index = 0; index < 30; index += 1) yield Buffer.alloc(MIB, index);
          throw lost;
        })(),
      );
      await expect(destination.write(KEY, source)).rejects.toBe(lost);
      expect(await server.openUploads()).toEqual([]);
      expect(await destination.stat(KEY)).toBeNull();
    });

    it('closes the source where the store fails', async () => {
      const source = Readable.from(Array.from({ length: 30 }, () => Buffer.alloc(MIB)));
      proxy.inject({ fault: { kind: 'status', status: 403, code: 'AccessDenied' }, when: isPart(1) });
      await expect(destination.write(KEY, source)).rejects.toMatchObject({ code: 'STORAGE_REFUSED' });
      expect(source.destroyed).toBe(true);
      expect(await server.openUploads()).toEqual([]);
    });

    it('ends a write at once when it is canceled', async () => {
      const stopping = new AbortController();
      async function* endless(): AsyncGenerator<Buffer> {
        for (let index = 0; ; index += 1) {
          if (index === 30) stopping.abort();
          yield Buffer.alloc(MIB);
        }
      }
      const writing = destination.write(KEY, endless(), { signal: stopping.signal });
      await expect(writing).rejects.toMatchObject({ code: 'CANCELED' });
      expect(await server.openUploads()).toEqual([]);
    });

    it.each<[string, Fault, number]>([
      ['a connection that is reset', { kind: 'reset-answer', afterBytes: 7 * MIB }, 1],
      ['a connection that ends early, twice', { kind: 'truncate-answer', afterBytes: 3 * MIB }, 2],
      ['a server error', { kind: 'status', status: 500, code: 'InternalError' }, 2],
    ])('reads an object whole in spite of %s', async (_, fault, times) => {
      await destination.write(KEY, chunksOf(large));
      proxy.inject({ fault, when: isGet, times });
      expect((await contentOf(destination, KEY)).equals(large)).toBe(true);
      expect(proxy.requests.filter((request) => request.startsWith('GET'))).toHaveLength(times + 1);
    });

    it('never ends a stream well that is too short', async () => {
      await destination.write(KEY, chunksOf(large));
      proxy.inject({ fault: { kind: 'truncate-answer', afterBytes: 0 }, when: isGet, times: 999 });
      await expect(contentOf(destination, KEY)).rejects.toMatchObject({
        code: 'STORAGE_UNAVAILABLE',
        message: expect.stringContaining(KEY) as string,
      });
    });

    it('does not mix two objects where one is replaced while it is read', async () => {
      await destination.write(KEY, chunksOf(large));
      proxy.inject({ fault: { kind: 'reset-answer', afterBytes: 10 * MIB }, when: isGet });
      const stream = await destination.read(KEY);
      const direct = s3Destination(s3Spec(server.endpoint));
      await direct.remove(KEY);
      await direct.write(KEY, chunksOf(randomBytes(20 * MIB)));
      await expect(stream.toArray()).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    });

    it('passes on what was stored, bit by bit: whoever has the hash notices a flipped one', async () => {
      await destination.write(KEY, chunksOf(large));
      const written = await digestOf(chunksOf(large));
      proxy.inject({ fault: { kind: 'flip-answer', atByte: 5 * MIB }, when: isGet });
      const read = await digestOf((await destination.read(KEY)) as AsyncIterable<Buffer>);
      expect(read.sizeBytes).toBe(written.sizeBytes);
      expect(read.sha256).not.toBe(written.sha256);
    });

    it('lets go of the connection of a stream that nobody reads', async () => {
      await destination.write(KEY, chunksOf(large));
      const stream = await destination.read(KEY);
      stream.destroy();
      await new Promise((resolve) => stream.once('close', resolve));
      await expect(stream.toArray()).rejects.toThrow();
      expect((await contentOf(destination, KEY)).length).toBe(large.length);
    });
  },
);

describe('S3Destination that lists page by page', () => {
  let server: S3Server;
  let proxy: FaultProxy;
  let destination: S3Destination;
  const isSecondPage = (_: string, path: string) => path.includes('continuation-token');

  beforeEach(async () => {
    server = await startS3Server({ pageObjects: 2 });
    proxy = await startFaultProxy(server.port);
    destination = s3Destination(s3Spec(proxy.endpoint));
    for (let index = 0; index < 5; index += 1) {
      await destination.write(`a/b/${index}`, chunksOf(Buffer.from('1')));
    }
  });
  afterEach(async () => {
    await proxy.stop();
    await server.stop();
  });

  it('does not come back with a shortened list where a page fails', async () => {
    const fault: Fault = { kind: 'status', status: 500, code: 'InternalError' };
    proxy.inject({ fault, when: isSecondPage, times: 999 });
    await expect(destination.list('')).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
  });

  it('asks again for a page that was cut off', async () => {
    proxy.inject({ fault: { kind: 'truncate-answer', afterBytes: 200 }, when: isSecondPage });
    expect(await destination.list('')).toHaveLength(5);
    expect(proxy.requests.filter((request) => isSecondPage('', request)).length).toBeGreaterThan(2);
  });
});
