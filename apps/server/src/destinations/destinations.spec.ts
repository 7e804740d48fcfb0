import { ROUTES, type DestinationTestView, type DestinationView, type Page } from '@holdfast/contract';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { makeBackup } from '../testing/backups.js';
import { sent } from '../testing/copies.js';
import { passedTest } from '../testing/fake-reports.js';
import { logIn, startTestServer, temporaryDirectory, type TestServer } from '../testing/test-server.js';

const SECRET = 'canary-s3-secret-key';
const S3 = {
  endpoint: 'https://minio.example.org:9000',
  region: 'us-east-1',
  bucket: 'backups',
  prefix: 'shop',
  accessKeyId: 'AKIDEXAMPLE',
  forcePathStyle: true,
};
const BUCKET = { name: 'Offsite', kind: 's3', isEnabled: false, s3: { ...S3, secretAccessKey: SECRET } };

describe('Destinations', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let server: TestServer;
  let cookie: string;

  async function start(env: Record<string, string> = {}): Promise<void> {
    server = await startTestServer({ directory: directory.path, env });
    cookie = await logIn(server.app);
  }
  beforeEach(async () => {
    directory = await temporaryDirectory();
    await start();
  });
  afterEach(async () => {
    await server.close();
    await directory.remove();
  });

  const asPerson = (verb: 'post' | 'patch' | 'delete', path: string) =>
    server.anonymous[verb](path).set('cookie', cookie);

  async function create(body: object): Promise<DestinationView> {
    const answer = await asPerson('post', ROUTES.destinations).send(body).expect(201);
    return answer.body as DestinationView;
  }

  async function listed(): Promise<DestinationView[]> {
    const answer = await server.admin.get(ROUTES.destinations).expect(200);
    return (answer.body as Page<DestinationView>).items;
  }

  async function auditedActions(): Promise<string[]> {
    return (await server.catalog.audit.list(20, 0)).items.map(({ action }) => action);
  }

  it('keeps one, with its secret sealed, and never tells that secret again', async () => {
    const made = await create(BUCKET);
    expect(made).toMatchObject({ name: 'Offsite', s3: S3, isFromEnvironment: false, isEnabled: false });
    const detail = await server.admin.get(ROUTES.destination(made.id)).expect(200);
    const changed = await asPerson('patch', ROUTES.destination(made.id)).send({ name: 'Other' }).expect(200);
    const record = await server.catalog.destinations.get(made.id);
    const opened = await server.engine.openSecret(record?.encryptedSecret ?? '');
    expect(opened.reveal()).toBe(SECRET);
    const audit = await server.catalog.audit.list(20, 0);
    const file = join(directory.path, 'backups', 'metadata', 'destinations.json');
    const told = [made, detail.body, changed.body, await listed(), audit, server.logs];
    expect(JSON.stringify(told) + (await readFile(file, 'utf8'))).not.toContain(SECRET);
    expect(audit.items.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['destination.create', 'destination.update']),
    );
  });

  it('clears a secret that was just entered out of what a store answers', async () => {
    server.engine.onTestDestination = () => Promise.reject(new Error(`denied for ${SECRET}`));
    await asPerson('post', ROUTES.destinationsTest).send(BUCKET).expect(500);
    expect(server.logs.join('')).toContain('denied for [secret]');
    expect(server.logs.join('')).not.toContain(SECRET);
  });

  it('keeps the secret that is left out of a change, and takes the one that is in it', async () => {
    const { id } = await create(BUCKET);
    const used: string[] = [];
    server.engine.onTestDestination = async (spec) => {
      if (spec.kind === 's3') used.push(`${spec.region} ${spec.secretAccessKey.reveal()}`);
      return passedTest();
    };
    await asPerson('patch', ROUTES.destination(id))
      .send({ s3: { region: 'eu-west-1' } })
      .expect(200);
    await server.admin.post(ROUTES.destinationTest(id)).expect(200);
    await asPerson('patch', ROUTES.destination(id))
      .send({ s3: { secretAccessKey: 'another-secret' } })
      .expect(200);
    await server.admin.post(ROUTES.destinationTest(id)).expect(200);
    expect(used).toEqual([`eu-west-1 ${SECRET}`, 'eu-west-1 another-secret']);
  });

  it('tries one out, kept or not, and tells each step also where one fails', async () => {
    server.engine.onTestDestination = async () => ({ ...passedTest(), ok: false });
    const { id } = await create(BUCKET);
    const kept = await server.admin.post(ROUTES.destinationTest(id)).expect(200);
    expect((kept.body as DestinationTestView).ok).toBe(false);
    await asPerson('delete', ROUTES.destination(id)).expect(204);
    await asPerson('post', ROUTES.destinationsTest).send(BUCKET).expect(200);
    expect(await listed()).toEqual([]);
    expect((await auditedActions()).filter((action) => action === 'destination.test')).toHaveLength(2);
  });

  it.each([
    ['no name', { ...BUCKET, name: '' }],
    ['an unknown kind', { ...BUCKET, kind: 'ftp' }],
    ['S3 without an address', { name: 'x', kind: 's3' }],
    ['S3 without a secret', { ...BUCKET, s3: S3 }],
    ['a login in the endpoint', { ...BUCKET, s3: { ...BUCKET.s3, endpoint: 'https://a:b@example.org' } }],
    ['a query in the endpoint', { ...BUCKET, s3: { ...BUCKET.s3, endpoint: 'https://example.org?x' } }],
    ['an endpoint of another kind', { ...BUCKET, s3: { ...BUCKET.s3, endpoint: 'file:///etc/passwd' } }],
    ['a control character in the name', { ...BUCKET, name: 'a\u0007b' }],
    ['a control character in a path', { name: 'x', kind: 'local', path: '/mnt/\u0000x' }],
    ['an unknown field of the store', { ...BUCKET, s3: { ...BUCKET.s3, sessionToken: 'x' } }],
    ['a prefix that leads out', { ...BUCKET, s3: { ...BUCKET.s3, prefix: '../other' } }],
    ['a bucket that leads out', { ...BUCKET, s3: { ...BUCKET.s3, bucket: '../x' } }],
    ['a directory without a path', { name: 'x', kind: 'local' }],
    ['a relative path', { name: 'x', kind: 'local', path: 'backups' }],
    ['an unknown field', { ...BUCKET, encryptedSecret: 'x' }],
  ])('refuses %s and keeps nothing', async (_, body) => {
    const answer = await asPerson('post', ROUTES.destinations).send(body).expect(400);
    expect(answer.body).toMatchObject({ code: 'VALIDATION_FAILED' });
    expect(answer.text).not.toContain(SECRET);
    expect(await listed()).toEqual([]);
  });

  it('refuses a directory in, at or around the storage of the console, however it is written', async () => {
    const storage = join(directory.path, 'backups');
    for (const path of [storage, `${storage}/inside`, directory.path, `${storage}/../backups/inside`, '/']) {
      await asPerson('post', ROUTES.destinations).send({ name: 'x', kind: 'local', path }).expect(400);
    }
    await create({ name: 'Second disk', kind: 'local', path: join(directory.path, 'backups-too') });
  });

  it('does not make a bucket of a directory', async () => {
    const { id } = await create({ name: 'Disk', kind: 'local', path: '/mnt/second', isEnabled: false });
    await asPerson('patch', ROUTES.destination(id))
      .send({ s3: { bucket: 'other' } })
      .expect(400);
    expect(await listed()).toMatchObject([{ s3: null, path: '/mnt/second' }]);
  });

  it('does not know what nobody made', async () => {
    for (const verb of ['patch', 'delete'] as const) {
      const answer = await asPerson(verb, ROUTES.destination('nothing')).send({}).expect(404);
      expect(answer.body).toMatchObject({ code: 'DESTINATION_NOT_FOUND' });
    }
    await server.admin.get(ROUTES.destination('../users')).expect(400);
    await server.admin.post(ROUTES.destinationTest('nothing')).expect(404);
  });

  it('shows the one that the environment names, which is not changed here', async () => {
    await server.close();
    await start({
      BACKUP_S3_BUCKET: 'backups',
      BACKUP_S3_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      BACKUP_S3_SECRET_ACCESS_KEY: SECRET,
    });
    expect(await listed()).toMatchObject([{ id: 'environment', isFromEnvironment: true, isEnabled: true }]);
    await server.admin.post(ROUTES.destinationTest('environment')).expect(200);
    for (const verb of ['patch', 'delete'] as const) {
      await asPerson(verb, ROUTES.destination('environment')).send({}).expect(409);
    }
    expect(JSON.stringify([await listed(), server.logs])).not.toContain(SECRET);
  });

  it('forgets what was sent to a place that is another one now, and what was sent to one that is gone', async () => {
    const { id } = await create({ ...BUCKET, isEnabled: true });
    const backupId = await makeBackup(server);
    const copies = async () => (await server.catalog.backups.get(backupId))?.copies.map((copy) => copy.state);
    await sent(server, backupId);
    await asPerson('patch', ROUTES.destination(id)).send({ name: 'Same place' }).expect(200);
    expect(await copies()).toEqual(['stored']);
    await asPerson('patch', ROUTES.destination(id))
      .send({ s3: { bucket: 'another' } })
      .expect(200);
    expect(await copies()).toEqual([]);
    await server.admin.post(ROUTES.backupCopies(backupId)).send({ destinationId: id }).expect(202);
    await sent(server, backupId);
    await asPerson('delete', ROUTES.destination(id)).expect(204);
    expect(await copies()).toEqual([]);
    expect(server.engine.copies.get('s3://another/shop')?.has(backupId)).toBe(true);
  });
});
