import { Readable } from 'node:stream';

import { jest } from '@jest/globals';

import { type FaultProxy, startFaultProxy } from '../../../../tests/support/fault-proxy.js';
import { type S3Server, startS3Server } from '../../../../tests/support/s3-server.js';
import { readPackageIndex } from '../package/package-index.js';
import { digestOf } from '../pipeline/digest.js';
import type { Destination } from '../ports/destination.js';
import { chunksOf, contentOf } from '../testing/destination.contract.js';
import { FaultyDestination } from '../testing/faulty-destination.js';
import { program } from '../testing/fixture-programs.js';
import { MemoryDestination } from '../testing/memory-destination.js';
import { codecWithKey, makePackage, REF } from '../testing/package-fixture.js';
import { s3Destination, s3Spec } from '../testing/s3-fixture.js';
import { temporaryDirectory, type TemporaryDirectory } from '../testing/temporary-directory.js';
import { copyPackage } from './copy-package.js';

jest.setTimeout(30_000);
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const RAW_BYTES = 24_000_000;
const OBJECT = `${REF.appId}/${REF.backupId}/db.dump.zst.age`;
const MANIFEST = `${REF.appId}/${REF.backupId}/manifest.json`;

describe('copyPackage', () => {
  let directory: TemporaryDirectory;
  let from: MemoryDestination;
  let server: S3Server;
  let proxy: FaultProxy;
  let to: Destination;
  let keyring: Awaited<ReturnType<typeof codecWithKey>>['keyring'];

  beforeAll(async () => {
    directory = await temporaryDirectory();
    const made = await codecWithKey(directory.path);
    keyring = made.keyring;
    from = new MemoryDestination();
    await makePackage({
      destination: from,
      codec: made.codec,
      recipients: keyring.currentRecipients(),
      // Does not compress: uploads go in parts.
      producer: program('/usr/bin/head', '-c', String(RAW_BYTES), '/dev/urandom'),
      raw: { sizeBytes: RAW_BYTES, sha256: '0'.repeat(64) },
      signedBy: keyring,
    });
  });
  afterAll(() => directory.dispose());
  beforeEach(async () => {
    server = await startS3Server();
    proxy = await startFaultProxy(server.port);
    to = s3Destination(s3Spec(proxy.endpoint));
  });
  afterEach(async () => {
    await proxy.stop();
    await server.stop();
  });

  function copy(changes: Partial<Parameters<typeof copyPackage>[1]> = {}) {
    const request = { ...REF, to, onBytes: () => undefined, signal: new AbortController().signal };
    return copyPackage({ destination: from, keyring: () => keyring }, { ...request, ...changes });
  }

  const partsSent = () => proxy.requests.filter((request) => request.includes('partNumber=')).length;

  it('copies a package whole, to S3 and back', async () => {
    const seen: [number, number][] = [];
    const copied = await copy({ onBytes: (done, total) => seen.push([done, total]) });
    const original = await readPackageIndex(from, REF);
    expect(copied).toMatchObject({ ...REF, checksum: original.checksum, authenticity: 'own' });
    expect(copied.path).toBe(`s3://backups/holdfast/one/${REF.appId}/${REF.backupId}`);
    expect(copied.sizeBytes).toBe((await from.space()).usedBytes);
    expect(seen.at(-1)?.[0]).toBe(seen.at(-1)?.[1]);
    expect(seen.map(([done]) => done)).toEqual(seen.map(([done]) => done).sort((one, other) => one - other));
    const back = new MemoryDestination();
    await copy({ from: to, to: back });
    for (const { key } of await from.list('')) {
      expect((await contentOf(back, key)).equals(await contentOf(from, key))).toBe(true);
    }
  });

  it('stores the manifest last', async () => {
    await copy();
    const puts = proxy.requests.filter((request) => /^(?:PUT|POST) /.test(request));
    expect(puts.at(-1)).toContain('/manifest.json?');
  });

  it('sends nothing again that is there and right', async () => {
    await copy();
    const before = partsSent();
    await copy();
    expect(partsSent()).toBe(before);
  });

  it('goes on after a failure without sending again what arrived', async () => {
    const when = (method: string, path: string) => method === 'PUT' && path.includes('SHA256SUMS');
    proxy.inject({ fault: { kind: 'status', status: 403, code: 'AccessDenied' }, when });
    await expect(copy()).rejects.toMatchObject({ code: 'STORAGE_REFUSED' });
    expect(await to.stat(MANIFEST)).toBeNull();
    const before = partsSent();
    expect(before).toBeGreaterThan(0);
    await copy();
    expect(partsSent()).toBe(before);
    await readPackageIndex(to, REF);
  });

  it('replaces an object of the right size but with other bytes, of a published copy too', async () => {
    await copy();
    const bytes = await contentOf(to, OBJECT);
    bytes.writeUInt8(bytes.readUInt8(1000) ^ 1, 1000);
    await to.remove(OBJECT);
    await to.write(OBJECT, chunksOf(bytes));
    await copy();
    const original = await digestOf((await from.read(OBJECT)) as AsyncIterable<Buffer>);
    expect(await digestOf((await to.read(OBJECT)) as AsyncIterable<Buffer>)).toEqual(original);
  });

  it.each([
    ['a flipped bit', { flipReadByteAt: 5_000_000 }],
    ['a stream that is too short', { truncateReadAt: 5_000_000 }],
  ])('publishes nothing where the source gives %s', async (_, faults) => {
    const faulty = new FaultyDestination(from, { ...faults, keys: /db\.dump/ });
    await expect(copy({ from: faulty })).rejects.toMatchObject({
      code: 'BACKUP_CORRUPTED',
      message: expect.stringContaining('db.dump') as string,
    });
    expect(await to.list('')).toEqual([]);
    expect(await server.openUploads()).toEqual([]);
  });

  it('notices a bit that is flipped on the way from S3', async () => {
    await copy();
    const when = (method: string, path: string) => method === 'GET' && path.includes('db.dump');
    proxy.inject({ fault: { kind: 'flip-answer', atByte: 5_000_000 }, when });
    const back = new MemoryDestination();
    await expect(copy({ from: to, to: back })).rejects.toMatchObject({ code: 'BACKUP_CORRUPTED' });
    expect(await back.list('')).toEqual([]);
  });

  it('leaves no upload and no backup where it is canceled', async () => {
    const stopping = new AbortController();
    const onBytes = (done: number) => {
      if (done > 10_000_000) stopping.abort();
    };
    await expect(copy({ onBytes, signal: stopping.signal })).rejects.toMatchObject({ code: 'CANCELED' });
    expect(await server.openUploads()).toEqual([]);
    expect(await to.list('')).toEqual([]);
  });

  it('finishes in spite of connections that break in both directions', async () => {
    proxy.inject(
      {
        fault: { kind: 'reset-request', afterBytes: 1_000_000 },
        when: (_, path) => path.includes('partNumber=2'),
      },
      {
        fault: { kind: 'lose-answer' },
        when: (method, path) => method === 'PUT' && path.includes('manifest.json?'),
      },
      {
        fault: { kind: 'lose-answer' },
        when: (method, path) => method === 'POST' && path.includes('uploadId'),
      },
    );
    await copy();
    expect((await readPackageIndex(to, REF)).manifest.backupId).toBe(REF.backupId);
  });

  it('removes what does not belong to the package before it publishes', async () => {
    await to.write(`${REF.appId}/${REF.backupId}/stray`, Readable.from([Buffer.from('?')]));
    await copy();
    expect(await to.stat(`${REF.appId}/${REF.backupId}/stray`)).toBeNull();
  });
});
