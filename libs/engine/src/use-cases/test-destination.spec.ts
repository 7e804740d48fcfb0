import { join } from 'node:path';

import { jest } from '@jest/globals';

import { type FaultProxy, startFaultProxy } from '../../../../tests/support/fault-proxy.js';
import { type S3Server, startS3Server } from '../../../../tests/support/s3-server.js';
import { LocalDestination } from '../destinations/local/local-destination.js';
import { s3Destination, s3Spec } from '../testing/s3-fixture.js';
import { temporaryDirectory } from '../testing/temporary-directory.js';
import { systemClock } from '../tools/system-clock.js';
import { testDestination } from './test-destination.js';

jest.setTimeout(30_000);
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const NEVER = new AbortController().signal;

function outcomes(view: Awaited<ReturnType<typeof testDestination>>) {
  return Object.fromEntries(view.steps.map(({ name, ok }) => [name, ok]));
}

describe.each(['honours', 'ignores', 'refuses'] as const)(
  'testDestination on a store that %s conditions',
  (conditionalWrites) => {
    it('finds out what it supports and leaves nothing behind', async () => {
      const server = await startS3Server({ conditionalWrites });
      const destination = s3Destination(s3Spec(server.endpoint));
      const view = await testDestination(destination, systemClock, NEVER);
      const isSupported = conditionalWrites === 'honours';
      expect(view).toMatchObject({
        ok: true,
        supports: { conditionalWrites: isSupported, checksums: false },
      });
      expect(outcomes(view)).toEqual({
        connect: true,
        write: true,
        read: true,
        list: true,
        multipart: true,
        'conditional-write': isSupported ? true : null,
        checksum: null,
        remove: true,
      });
      expect(await destination.list('')).toEqual([]);
      expect(await server.openUploads()).toEqual([]);
      await server.stop();
    });
  },
);

describe('testDestination', () => {
  let server: S3Server;
  let proxy: FaultProxy;

  beforeEach(async () => {
    server = await startS3Server();
    proxy = await startFaultProxy(server.port);
  });
  afterEach(async () => {
    await proxy.stop();
    await server.stop();
  });

  it('says what to do where the bucket is missing, and tries no further', async () => {
    const view = await testDestination(
      s3Destination(s3Spec(server.endpoint, { bucket: 'gone' })),
      systemClock,
      NEVER,
    );
    expect(view.ok).toBe(false);
    expect(view.steps[0]).toMatchObject({
      name: 'connect',
      ok: false,
      hint: expect.stringContaining('bucket') as string,
    });
    expect(view.steps.slice(1).every(({ ok }) => ok === null)).toBe(true);
    expect(view.supports).toEqual({ conditionalWrites: null, checksums: null });
  });

  it('goes on after uploads in parts failed, and says so', async () => {
    const when = (method: string) => method === 'POST';
    proxy.inject({ fault: { kind: 'status', status: 403, code: 'AccessDenied' }, when, times: 99 });
    const view = await testDestination(s3Destination(s3Spec(proxy.endpoint)), systemClock, NEVER);
    expect(view.ok).toBe(false);
    expect(outcomes(view)).toMatchObject({ multipart: false, 'conditional-write': null, remove: true });
  });

  it('notices a store that changes bytes, and cleans up', async () => {
    const when = (method: string, path: string) => method === 'GET' && path.includes('/probe');
    proxy.inject({ fault: { kind: 'flip-answer', atByte: 5 }, when });
    const destination = s3Destination(s3Spec(proxy.endpoint));
    const view = await testDestination(destination, systemClock, NEVER);
    expect(outcomes(view)).toMatchObject({ write: true, read: false });
    expect(await destination.list('')).toEqual([]);
  });

  it('finds that checksums are checked where a wrong one is refused', async () => {
    const when = (method: string, path: string) => method === 'PUT' && path.includes('/damaged');
    proxy.inject({ fault: { kind: 'status', status: 400, code: 'BadDigest' }, when });
    const view = await testDestination(s3Destination(s3Spec(proxy.endpoint)), systemClock, NEVER);
    expect(view.supports.checksums).toBe(true);
  });

  it('cleans up where it is canceled', async () => {
    const stopping = new AbortController();
    const destination = s3Destination(s3Spec(server.endpoint));
    const { write } = destination;
    destination.write = async (...parameters) => {
      const stored = await write.apply(destination, parameters);
      stopping.abort();
      return stored;
    };
    await expect(testDestination(destination, systemClock, stopping.signal)).rejects.toMatchObject({
      code: 'CANCELED',
    });
    expect(await destination.list('')).toEqual([]);
  });

  it('tries a directory out too', async () => {
    const { path, dispose } = await temporaryDirectory();
    const destination = new LocalDestination(join(path, 'copies'));
    const view = await testDestination(destination, systemClock, NEVER);
    expect(view).toMatchObject({ ok: true, supports: { conditionalWrites: true, checksums: null } });
    expect(outcomes(view)).toMatchObject({
      connect: true,
      multipart: null,
      'conditional-write': true,
      remove: true,
    });
    expect(await destination.list('')).toEqual([]);
    await dispose();
  });
});
