import { ROUTES, type BackupView, type StatusView } from '@holdfast/contract';
import { HoldfastError, type CopyRequest } from '@holdfast/engine';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { backupStatus, makeBackup } from '../testing/backups.js';
import { sent } from '../testing/copies.js';
import {
  eventually,
  logIn,
  startTestServer,
  temporaryDirectory,
  type TestServer,
} from '../testing/test-server.js';

const OFFSITE = 's3://offsite/';
const DISK = '/mnt/second';
const REFUSED = new HoldfastError('STORAGE_REFUSED', 'The store refuses the key.');
const AWAY = new HoldfastError('STORAGE_UNAVAILABLE', 'The store does not answer.');
const ENV = {
  BACKUP_S3_BUCKET: 'offsite',
  BACKUP_S3_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  BACKUP_S3_SECRET_ACCESS_KEY: 'canary-s3-secret-key',
};

describe('Copies of packages', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let server: TestServer;

  beforeEach(async () => {
    directory = await temporaryDirectory();
    server = await startTestServer({ directory: directory.path, env: ENV });
  });
  afterEach(async () => {
    await server.close();
    await directory.remove();
  });

  async function restart(env: Record<string, string> = ENV): Promise<void> {
    await server.close();
    const { engine, clock } = server;
    server = await startTestServer({ directory: directory.path, engine, clock, env });
  }

  async function viewOf(id: string): Promise<BackupView> {
    return (await server.admin.get(ROUTES.backup(id)).expect(200)).body as BackupView;
  }

  async function makeNext(type: string): Promise<string> {
    server.clock.advance(60_000);
    const answer = await server.admin.post(ROUTES.backups).send({ type }).expect(202);
    const { id } = answer.body as { id: string };
    await eventually(
      () => backupStatus(server, id),
      (status) => status === 'success',
    );
    return id;
  }

  function copied(): string[] {
    return server.engine.calls
      .filter((call) => call.startsWith('copyPackage'))
      .map((call) => call.split(' ')[1] ?? '');
  }

  /** The next copies wait until they are let go or stopped. */
  function holdCopies() {
    const held: { request: CopyRequest; letGo: () => void }[] = [];
    server.engine.onCopy = (request) =>
      new Promise((resolve, reject) => {
        request.signal.addEventListener('abort', () => reject(new Error('stopped')), { once: true });
        held.push({ request, letGo: resolve });
      });
    return () =>
      eventually(
        async () => held.shift(),
        (next) => next !== undefined,
      );
  }

  async function addDisk(): Promise<void> {
    const cookie = await logIn(server.app);
    const body = { name: 'Second disk', kind: 'local', path: DISK };
    await server.anonymous.post(ROUTES.destinations).set('cookie', cookie).send(body).expect(201);
  }

  it('go to every destination after a backup, each with its own state', async () => {
    await addDisk();
    server.engine.onCopy = ({ to }) => (to.location === DISK ? Promise.reject(REFUSED) : Promise.resolve());
    const id = await makeBackup(server);
    await sent(server, id);
    const { copies, status } = await viewOf(id);
    expect(status).toBe('success');
    expect([...copies].sort((a, b) => a.destinationName.localeCompare(b.destinationName))).toMatchObject([
      { destinationName: 'offsite (environment)', state: 'stored', location: `${OFFSITE}/${id}` },
      { destinationName: 'Second disk', state: 'failed', errorCode: 'STORAGE_REFUSED' },
    ]);
  });

  it('show how much is sent so far, and keep the package from being deleted meanwhile', async () => {
    const next = holdCopies();
    const id = await makeBackup(server);
    await makeNext('full');
    const first = await next();
    first?.request.onBytes(40, 100);
    expect((await viewOf(id)).copies).toMatchObject([{ state: 'sending', bytesDone: 40 }]);
    const answer = await server.admin.delete(ROUTES.backup(id)).expect(409);
    expect(answer.body).toMatchObject({ code: 'BACKUP_NOT_DELETABLE' });
    first?.letGo();
    (await next())?.letGo();
    await sent(server, id);
    expect((await viewOf(id)).copies).toMatchObject([{ state: 'stored', bytesDone: null }]);
  });

  it('are tried again where a store is away, and are told of where it stays away', async () => {
    let attempts = 0;
    server.engine.onCopy = () => {
      attempts += 1;
      return Promise.reject(AWAY);
    };
    const id = await makeBackup(server);
    await eventually(
      async () => {
        server.clock.advance(60_000);
        return viewOf(id);
      },
      ({ copies }) => copies[0]?.state === 'failed',
    );
    expect(attempts).toBe(4);
    const { alerts } = (await server.admin.get(ROUTES.status).expect(200)).body as StatusView;
    expect(alerts).toContainEqual(expect.objectContaining({ code: 'COPY_FAILED', backupId: id }));
    expect(server.logs.join('')).toContain('could not be sent to offsite');
  });

  it('that failed go on with the next backup, the older one first', async () => {
    server.engine.onCopy = () => Promise.reject(REFUSED);
    const first = await makeBackup(server);
    await sent(server, first);
    server.engine.onCopy = async () => undefined;
    server.engine.calls.length = 0;
    const second = await makeNext('full');
    await sent(server, second);
    expect(copied()).toEqual([first, second]);
    expect((await viewOf(first)).copies).toMatchObject([{ state: 'stored', errorCode: null }]);
  });

  it('of a differential backup go after those of what it builds on', async () => {
    await restart({});
    const full = await makeBackup(server);
    const delta = await makeNext('differential');
    expect(await viewOf(delta)).toMatchObject({ parentBackupId: full, copies: [] });
    await restart();
    const body = { destinationId: 'environment' };
    await server.admin.post(ROUTES.backupCopies(delta)).send(body).expect(202);
    await sent(server, delta);
    expect(copied()).toEqual([full, delta]);
  });

  it('are sent on request, but only of a good backup and to a destination that there is', async () => {
    const id = await makeBackup(server);
    await sent(server, id);
    const send = (backupId: string, destinationId: unknown) =>
      server.admin.post(ROUTES.backupCopies(backupId)).send({ destinationId });
    await send(id, 'nowhere').expect(404);
    await send('nothing', 'environment').expect(404);
    await send(id, '../x').expect(400);
    await send(id, 7).expect(400);
    server.engine.onBackUp = () => Promise.reject(new Error('no'));
    await send(await makeBackup(server), 'environment').expect(409);
    expect(copied()).toEqual([id]);
    const answer = await send(id, 'environment').expect(202);
    expect((answer.body as BackupView).copies[0]?.state).toMatch(/waiting|sending/);
    await sent(server, id);
    expect(copied()).toEqual([id, id]);
  });

  it('that were being sent when the console stopped go on when it starts', async () => {
    const next = holdCopies();
    const id = await makeBackup(server);
    await next();
    server.engine.onCopy = async () => undefined;
    await restart();
    await sent(server, id);
    expect(copied()).toEqual([id, id]);
    expect((await viewOf(id)).copies).toMatchObject([{ state: 'stored' }]);
  });

  it('lose no outcome where two destinations are done at the same moment', async () => {
    await addDisk();
    const next = holdCopies();
    const id = await makeBackup(server);
    const both = [await next(), await next()];
    for (const each of both) each?.letGo();
    expect((await sent(server, id)).map(({ state }) => state)).toEqual(['stored', 'stored']);
  });

  it('go together with their backup', async () => {
    const id = await makeBackup(server);
    await sent(server, id);
    await makeNext('full');
    await eventually(
      async () => server.engine.copies.get(OFFSITE)?.size,
      (count) => count === 2,
    );
    await eventually(
      () => server.admin.delete(ROUTES.backup(id)),
      ({ status }) => status !== 409,
    );
    expect(server.engine.copies.get(OFFSITE)?.has(id)).toBe(false);
    expect(await server.catalog.backups.get(id)).toBeNull();
  });

  it('that cannot be deleted are not forgotten: room is made here, and it is tried again', async () => {
    const id = await makeBackup(server);
    await sent(server, id);
    const second = await makeNext('full');
    await sent(server, second);
    server.engine.onDelete = async (_, from) => {
      if (from !== undefined) throw AWAY;
    };
    const answer = await server.admin.delete(ROUTES.backup(id)).expect(503);
    expect(answer.body).toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    expect(server.engine.packages.has(id)).toBe(false);
    expect((await viewOf(id)).notes).toContainEqual(expect.objectContaining({ code: 'DELETION_UNFINISHED' }));
    server.engine.onDelete = async () => undefined;
    await server.admin.post(ROUTES.retentionRun).send({}).expect(200);
    expect(await server.catalog.backups.get(id)).toBeNull();
    expect(server.engine.copies.get(OFFSITE)?.has(id)).toBe(false);
  });

  it('in a destination that is not known any more keep no backup from being deleted', async () => {
    const id = await makeBackup(server);
    await sent(server, id);
    await restart({});
    await makeNext('full');
    await server.admin.delete(ROUTES.backup(id)).expect(204);
    expect(await server.catalog.backups.get(id)).toBeNull();
    expect(server.logs.join('')).toContain('A copy stays in a destination that is not known any more');
  });

  it('are pointed at where the package here is lost', async () => {
    const id = await makeBackup(server);
    await sent(server, id);
    server.engine.packages.delete(id);
    await restart();
    const { alerts } = (await server.admin.get(ROUTES.status).expect(200)).body as StatusView;
    expect(alerts).toContainEqual(
      expect.objectContaining({ code: 'PACKAGE_MISSING', hint: expect.stringContaining('A copy is stored') }),
    );
  });
});
