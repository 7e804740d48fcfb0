import { jest } from '@jest/globals';

import { type S3Server, startS3Server } from '../../../../../tests/support/s3-server.js';
import { Secret } from '../../domain/secret.js';
import { chunksOf, describeDestination } from '../../testing/destination.contract.js';
import { leaveUpload, s3Destination, s3Spec } from '../../testing/s3-fixture.js';

jest.setTimeout(30_000);
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

async function underTest(conditionalWrites: 'honours' | 'ignores' | 'refuses', prefix: string) {
  const server = await startS3Server({ conditionalWrites });
  const spec = s3Spec(server.endpoint, { prefix });
  return {
    destination: s3Destination(spec),
    hasOneWinner: conditionalWrites === 'honours',
    leavePartial: (key: string) => leaveUpload(spec, prefix === '' ? key : `${prefix}/${key}`),
    dispose: () => server.stop(),
  };
}

describeDestination('S3Destination where conditions are ignored', () => underTest('ignores', 'holdfast/one'));
describeDestination('S3Destination where conditions are refused', () => underTest('refuses', ''));

describe('S3Destination', () => {
  let server: S3Server;

  beforeEach(async () => {
    server = await startS3Server();
  });
  afterEach(() => server.stop());

  it('keeps two prefixes of one bucket apart, also when it sweeps', async () => {
    const [one, two] = ['team/a', 'team/ab'].map((prefix) => s3Spec(server.endpoint, { prefix }));
    await s3Destination(one!).write('crm/b1/x', chunksOf(Buffer.from('1')));
    await leaveUpload(two!, 'team/ab/crm/backup_1/y');
    expect(await s3Destination(two!).list('')).toEqual([]);
    expect(await s3Destination(one!).sweepPartials()).toBe(0);
    expect(await s3Destination(two!).sweepPartials()).toBe(1);
  });

  it('leaves objects and uploads of other programs alone', async () => {
    const spec = s3Spec(server.endpoint, { prefix: '' });
    const theirs = ['photos/2026/sea.jpg', 'their uploads/of today'];
    for (const key of theirs) await leaveUpload(spec, key);
    const destination = s3Destination(spec);
    expect(await destination.sweepPartials()).toBe(0);
    expect((await server.openUploads()).sort()).toEqual(theirs);
  });

  it('sweeps nothing where the store does not list uploads', async () => {
    const simple = await startS3Server({ hasUploads: false });
    expect(await s3Destination(s3Spec(simple.endpoint)).sweepPartials()).toBe(0);
    await simple.stop();
  });

  it.each([false, true])('lists more objects than fit on a page (the older request: %s)', async (isOld) => {
    const small = await startS3Server({ listsOldWayOnly: isOld, pageObjects: 3 });
    const destination = s3Destination(s3Spec(small.endpoint));
    const keys = Array.from({ length: 10 }, (_, index) => `crm/b${index % 4}/o${index}`);
    await Promise.all(keys.map((key) => destination.write(key, chunksOf(Buffer.from(key)))));
    expect((await destination.list('')).map(({ key }) => key).sort()).toEqual(keys.sort());
    await small.stop();
  });

  it('leaves no probe behind when it is prepared', async () => {
    const spec = s3Spec(server.endpoint, { prefix: '' });
    await s3Destination(spec).prepare();
    expect(await s3Destination(spec).space()).toEqual({ usedBytes: 0, freeBytes: null });
  });

  it('says where it is without any secret', () => {
    const endpoint = server.endpoint.replace('//', '//user:password@');
    const destination = s3Destination(s3Spec(endpoint, { prefix: '/deep/er/' }));
    expect(destination.location).toBe(`s3://backups/deep/er (${server.endpoint})`);
    expect(destination.locate('crm/b1')).toBe('s3://backups/deep/er/crm/b1');
    expect(destination.locate('')).toBe('s3://backups/deep/er');
  });

  it.each([
    ['an unknown access key', { accessKeyId: 'NOBODY' }, /access key/],
    ['a missing bucket', { bucket: 'not-there' }, /bucket/],
  ])('says what to do about %s, and keeps the secret', async (_, changes, hint) => {
    const secretAccessKey = new Secret('hush-hush-hush');
    const destination = s3Destination(s3Spec(server.endpoint, { ...changes, secretAccessKey }));
    const attempts = [destination.prepare(), destination.list(''), destination.read('a/b/c')];
    for (const result of await Promise.allSettled(attempts)) {
      const error = (result as PromiseRejectedResult).reason as Error;
      expect(error).toMatchObject({ code: 'STORAGE_REFUSED', hint: expect.stringMatching(hint) as string });
      expect(`${JSON.stringify(error)}${String(error)}${error.stack ?? ''}`).not.toContain('hush-hush');
    }
  });

  it('does not take a missing bucket for one without the object', async () => {
    const destination = s3Destination(s3Spec(server.endpoint, { bucket: 'not-there' }));
    await expect(destination.stat('crm/b1/x')).rejects.toMatchObject({ code: 'STORAGE_REFUSED' });
  });
});
