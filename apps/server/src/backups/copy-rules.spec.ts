import { ROUTES, type BackupView } from '@holdfast/contract';
import { HoldfastError } from '@holdfast/engine';
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

const DISK = '/mnt/second';
const OTHER_DISK = '/mnt/third';
const REFUSED = new HoldfastError('STORAGE_REFUSED', 'The store refuses the key.', {
  hint: 'Check the key.',
});

describe('What is sent where', () => {
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

  async function asPerson(verb: 'post' | 'patch' | 'delete', path: string, body: object = {}) {
    const cookie = await logIn(server.app);
    return server.anonymous[verb](path).set('cookie', cookie).send(body);
  }

  async function addDisk(path: string, isEnabled = true): Promise<string> {
    const body = { name: path, kind: 'local', path, isEnabled };
    return ((await asPerson('post', ROUTES.destinations, body)).body as { id: string }).id;
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

  async function copiesOf(id: string): Promise<BackupView['copies']> {
    return ((await server.admin.get(ROUTES.backup(id)).expect(200)).body as BackupView).copies;
  }

  function copied(): string[] {
    const calls = server.engine.calls.filter((call) => call.startsWith('copyPackage'));
    return calls.map((call) => call.split(' ')[1] ?? '');
  }

  function send(id: string, destinationId: string) {
    return server.admin.post(ROUTES.backupCopies(id)).send({ destinationId });
  }

  it('a destination that is switched off gets nothing, not on request either', async () => {
    const off = await addDisk(DISK, false);
    const id = await makeBackup(server);
    expect(await copiesOf(id)).toEqual([]);
    const answer = await send(id, off).expect(409);
    expect(answer.body).toMatchObject({
      code: 'INVALID_STATE',
      detail: `The destination ${DISK} is switched off.`,
    });
    expect(copied()).toEqual([]);
  });

  it('what waits for a destination that was switched off is sent when it is on again', async () => {
    const disk = await addDisk(DISK);
    let letGo: () => void = () => undefined;
    server.engine.onCopy = () => new Promise((resolve) => (letGo = resolve));
    const first = await makeBackup(server);
    await eventually(
      async () => copied(),
      (ids) => ids.length === 1,
    );
    const second = await makeNext('full');
    await asPerson('patch', ROUTES.destination(disk), { isEnabled: false });
    server.engine.onCopy = async () => undefined;
    letGo();
    await sent(server, first);
    expect(await copiesOf(second)).toMatchObject([{ state: 'waiting' }]);
    await asPerson('patch', ROUTES.destination(disk), { isEnabled: true });
    const third = await makeNext('full');
    await sent(server, third);
    expect(copied()).toEqual([first, second, third]);
  });

  it('a base that is there is not sent again with its child, but the child itself is', async () => {
    const disk = await addDisk(DISK);
    const full = await makeBackup(server);
    const child = await makeNext('differential');
    await sent(server, full);
    await sent(server, child);
    await send(child, disk).expect(202);
    await eventually(
      async () => copied(),
      (ids) => ids.length === 3,
    );
    await sent(server, child);
    expect(copied()).toEqual([full, child, child]);
  });

  it('a base whose package is lost here does not keep its child from being sent', async () => {
    const full = await makeBackup(server);
    const child = await makeNext('differential');
    server.engine.packages.delete(full);
    await server.admin.post(ROUTES.retentionRun).send({}).expect(200);
    const disk = await addDisk(DISK);
    await send(child, disk).expect(202);
    expect(await sent(server, child)).toMatchObject([{ state: 'stored' }]);
    expect(copied()).toEqual([child]);
    expect(await copiesOf(full)).toEqual([]);
  });

  it('what failed for good says why and what to do, and the package here stays as it is', async () => {
    await addDisk(DISK);
    server.engine.onCopy = () => Promise.reject(REFUSED);
    const id = await makeBackup(server);
    await sent(server, id);
    const { code: errorCode, message: errorMessage, hint: errorHint } = REFUSED;
    expect(await copiesOf(id)).toMatchObject([{ state: 'failed', errorCode, errorMessage, errorHint }]);
    expect(copied()).toEqual([id]);
    expect(server.engine.packages.has(id)).toBe(true);
    expect(await backupStatus(server, id)).toBe('success');
  });

  it('a destination that is deleted while a package is sent there is not named again', async () => {
    const disk = await addDisk(DISK);
    let fail: (reason: Error) => void = () => undefined;
    server.engine.onCopy = () => new Promise((_, reject) => (fail = reject));
    const id = await makeBackup(server);
    await eventually(
      async () => copied(),
      (ids) => ids.length === 1,
    );
    expect((await asPerson('delete', ROUTES.destination(disk))).status).toBe(204);
    fail(REFUSED);
    await makeNext('full');
    await eventually(
      () => server.admin.delete(ROUTES.backup(id)),
      ({ status }) => status === 204,
    );
    expect(server.logs.join('')).not.toContain('could not be sent to');
  });

  it('a copy that cannot be deleted yet is named, and keeps no other from being deleted', async () => {
    const [disk] = [await addDisk(DISK), await addDisk(OTHER_DISK)];
    const id = await makeBackup(server);
    await sent(server, id);
    await sent(server, await makeNext('full'));
    server.engine.onDelete = async (_, from) => {
      if (from?.location === DISK) throw new HoldfastError('STORAGE_UNAVAILABLE', 'It is not mounted.');
    };
    const answer = await server.admin.delete(ROUTES.backup(id)).expect(503);
    expect((answer.body as { detail: string }).detail).toContain(`${DISK}: It is not mounted.`);
    expect(await copiesOf(id)).toMatchObject([{ destinationId: disk }]);
    expect(server.engine.copies.get(OTHER_DISK)?.has(id)).toBe(false);
  });
});
