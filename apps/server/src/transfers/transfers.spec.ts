import { Readable } from 'node:stream';

import { ROUTES, type BackupView, type DownloadUrlView } from '@holdfast/contract';
import { HoldfastError } from '@holdfast/engine';

import { makeBackup } from '../testing/backups.js';
import { manifestOf } from '../testing/manifests.js';
import { eventually, startTestServer, temporaryDirectory, type TestServer } from '../testing/test-server.js';

const TAR = 'application/x-tar';
const MINUTE_MS = 60_000;

describe('packages out of and into the console', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let server: TestServer;
  beforeEach(async () => {
    directory = await temporaryDirectory();
    server = await startTestServer({ directory: directory.path });
  });
  afterEach(async () => {
    await server.close();
    await directory.remove();
  });

  async function auditedActions(): Promise<string[]> {
    const { items } = await server.catalog.audit.list(20, 0);
    return items.map(({ action, outcome }) => `${action} ${outcome}`);
  }

  /** The engine takes the whole body and calls it a package of this id. */
  function acceptAs(backupId: string): string[] {
    const received: string[] = [];
    server.engine.onImport = async ({ source, isForeignAcknowledged }) => {
      const chunks: Buffer[] = [];
      for await (const chunk of source) chunks.push(chunk);
      received.push(`${Buffer.concat(chunks).toString()} ${String(isForeignAcknowledged)}`);
      const found = server.engine.addPackage(manifestOf({ backupId }));
      return { ...found, level: 'readable', drill: null };
    };
    return received;
  }

  it('hands a package out as a tar whose length is known, and records who took it', async () => {
    const id = await makeBackup(server);
    const answer = await server.admin.get(ROUTES.backupDownload(id)).expect(200);
    expect(answer.headers).toMatchObject({
      'content-type': TAR,
      'content-length': String(`the tar of ${id}`.length),
      'content-disposition': `attachment; filename="${id}.tar"`,
    });
    expect(await auditedActions()).toContain('backup.download success');
  });

  it('does not hand out what is not a backup, or not there', async () => {
    await server.admin.get(ROUTES.backupDownload('nothing')).expect(404);
    server.engine.onBackUp = () => Promise.reject(new Error('no'));
    const failed = await makeBackup(server);
    const answer = await server.admin.get(ROUTES.backupDownload(failed)).expect(409);
    expect(answer.body).toMatchObject({ code: 'INVALID_STATE' });
    expect(await auditedActions()).not.toContain('backup.download success');
  });

  it('ends the connection short where the package breaks off, so that nobody takes it for whole', async () => {
    const id = await makeBackup(server);
    server.engine.exportPackage = async () => ({
      fileName: 'x.tar',
      sizeBytes: 1000,
      stream: Readable.from(
        (function* () {
          yield Buffer.from('half');
          throw new Error('the disk is gone');
        })(),
      ),
    });
    await expect(server.admin.get(ROUTES.backupDownload(id))).rejects.toThrow();
    server.engine.calls.length = 0;
    await server.admin.delete(ROUTES.backup(id)).expect(409);
  });

  it('gives out an address that works without a login, until it expires', async () => {
    const id = await makeBackup(server);
    const answer = await server.admin.post(ROUTES.backupDownloadUrl(id)).expect(200);
    const { url, expiresAt } = answer.body as DownloadUrlView;
    expect(Date.parse(expiresAt) - server.clock.now().getTime()).toBe(10 * MINUTE_MS);
    const { pathname } = new URL(url);
    await server.anonymous.get(pathname).expect(200);
    await server.anonymous.get(`${pathname}x`).expect(404);
    server.clock.advance(10 * MINUTE_MS);
    await server.anonymous.get(pathname).expect(404);
    await server.anonymous.get(ROUTES.backupDownload(id)).expect(401);
  });

  it('takes a package in and lists it', async () => {
    const received = acceptAs('backup_from_elsewhere');
    const answer = await server.admin
      .post(`${ROUTES.backupImport}?acknowledgeForeign=true`)
      .set('content-type', TAR)
      .send('the bytes of a tar')
      .expect(201);
    expect(received).toEqual(['the bytes of a tar true']);
    expect(answer.body as BackupView).toMatchObject({
      id: 'backup_from_elsewhere',
      status: 'success',
      verificationLevel: 'readable',
      authenticity: 'own',
    });
    await server.admin.get(ROUTES.backup('backup_from_elsewhere')).expect(200);
    expect(await auditedActions()).toContain('backup.import success');
  });

  it('passes on why a package is refused, and lists nothing', async () => {
    server.engine.onImport = () =>
      Promise.reject(new HoldfastError('PACKAGE_NOT_TRUSTED', 'Somebody else signed it.'));
    const answer = await server.admin
      .post(ROUTES.backupImport)
      .set('content-type', TAR)
      .send('x')
      .expect(409);
    expect(answer.body).toMatchObject({ code: 'PACKAGE_NOT_TRUSTED' });
    expect(await server.catalog.backups.list()).toEqual([]);
    expect(await auditedActions()).toContain('backup.import failure');
  });

  const importOne = () => server.admin.post(ROUTES.backupImport).set('content-type', TAR).send('x');

  it('keeps what somebody brought in until that person lets it go', async () => {
    acceptAs('old_backup');
    const answer = await importOne().expect(201);
    expect((answer.body as BackupView).isPinned).toBe(true);
  });

  it('makes a backup whole again whose package was lost, and changes nothing else of it', async () => {
    const id = await makeBackup(server);
    const before = await server.catalog.backups.get(id);
    server.engine.packages.delete(id);
    acceptAs(id);
    await importOne().expect(201);
    expect(await server.catalog.backups.list()).toMatchObject([
      { id, requestedBy: before?.requestedBy, isPinned: false, verificationLevel: 'readable' },
    ]);
  });

  it('takes in no package of another application, and leaves nothing of it', async () => {
    server.engine.onImport = async () => {
      const found = server.engine.addPackage(manifestOf({ backupId: 'theirs', appId: 'other' }));
      return { ...found, level: 'readable', drill: null };
    };
    const answer = await importOne().expect(404);
    expect(answer.body).toMatchObject({ code: 'APPLICATION_NOT_FOUND' });
    expect(server.engine.packages.has('theirs')).toBe(false);
    expect(await server.catalog.backups.list()).toEqual([]);
  });

  it('imports one package at a time', async () => {
    let finish: () => void = () => undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    acceptAs('first');
    const take = server.engine.onImport;
    server.engine.onImport = async (request) => {
      await finished;
      return take(request);
    };
    const first = importOne().then(({ status }) => status);
    await eventually(
      async () => server.engine.calls,
      (calls) => calls.includes('importPackage'),
    );
    await importOne().expect(409);
    finish();
    expect(await first).toBe(201);
  });

  it.each([
    ['a JSON body', ROUTES.backupImport, 'application/json', '{}'],
    ['no type', ROUTES.backupImport, 'text/plain', 'x'],
    ['a senseless flag', `${ROUTES.backupImport}?acknowledgeForeign=perhaps`, TAR, 'x'],
    ['an unknown flag', `${ROUTES.backupImport}?force=true`, TAR, 'x'],
  ])('refuses %s', async (_, route, type, body) => {
    acceptAs('never');
    await server.admin.post(route).set('content-type', type).send(body).expect(400);
    expect(server.engine.calls).not.toContain('importPackage');
  });

  it('needs a login', async () => {
    await server.anonymous.post(ROUTES.backupImport).set('content-type', TAR).send('x').expect(401);
    await server.anonymous.post(ROUTES.backupDownloadUrl('x')).expect(401);
  });
});
