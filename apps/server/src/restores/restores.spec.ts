import { ROUTES } from '@holdfast/contract';
import { HoldfastError } from '@holdfast/engine';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { aborted, makeBackup } from '../testing/backups.js';
import { eventually, startTestServer, temporaryDirectory, type TestServer } from '../testing/test-server.js';
import { RestoreUndo } from './restore-undo.js';

const HOUR_MS = 3_600_000;
const APPLY = { mode: 'apply', confirm: 'shop' };

describe('Restores', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let server: TestServer;
  let backupId: string;

  beforeEach(async () => {
    directory = await temporaryDirectory();
    server = await startTestServer({ directory: directory.path });
    backupId = await makeBackup(server);
    server.clock.advance(HOUR_MS);
  });

  afterEach(async () => {
    await server.close();
    await directory.remove();
  });

  it.each([{ mode: 'apply' }, { mode: 'apply', confirm: 'Shop' }, { mode: 'apply', confirm: '' }])(
    'asks for the application’s name where the body is %j',
    async (body) => {
      const answer = await server.admin.post(ROUTES.backupRestores(backupId)).send(body);
      expect(answer.body).toMatchObject({
        status: 400,
        code: 'CONFIRMATION_REQUIRED',
        hint: expect.stringContaining('shop'),
      });
      expect(await server.catalog.restores.list()).toEqual([]);
    },
  );

  it('takes a safety snapshot, restores, and keeps the old database for the undo', async () => {
    const id = await restore();
    const answer = await server.admin.get(ROUTES.restore(id)).expect(200);
    const snapshotId = 'snapshot_before_restore_shop_default_20260310_130000';
    expect(answer.body).toMatchObject({
      status: 'success',
      phase: 'done',
      progress: 100,
      message: 'Data restored successfully',
      requestedBy: 'api-key:tests',
      report: { strategy: 'swap', safetySnapshotId: snapshotId },
      undo: {
        isAvailable: true,
        expiresAt: '2026-03-11T13:00:00.000Z',
        keptDatabaseName: `shop__before_${id}`,
      },
    });
    expect(await server.catalog.backups.get(snapshotId)).toMatchObject({
      status: 'success',
      trigger: 'pre-restore',
    });
  });

  it('proves the backup that was restored, as everything in it was compared', async () => {
    expect(await server.catalog.backups.get(backupId)).toMatchObject({ verificationLevel: 'readable' });
    await restore();
    expect(await server.catalog.backups.get(backupId)).toMatchObject({
      verificationLevel: 'matched',
      verifiedAt: '2026-03-10T13:00:00.000Z',
    });
  });

  it('audits the start and the end', async () => {
    const id = await restore();
    const { items } = await server.catalog.audit.list(10, 0);
    const own = items
      .filter(({ target }) => target === id)
      .map(({ action, outcome }) => `${action} ${outcome}`);
    expect(own).toEqual(['restore.finish success', 'restore.start success']);
  });

  it('records the names of the databases before the engine goes on, and the swap before it begins', async () => {
    const seen: unknown[] = [];
    server.engine.onRestore = async ({ restoreId }) => {
      seen.push((await server.catalog.restores.get(restoreId))?.replacements[0]?.liveName);
    };
    const restoreOf = server.engine.restore.bind(server.engine);
    server.engine.restore = (request) =>
      restoreOf({
        ...request,
        onSwapping: async () => {
          await request.onSwapping();
          seen.push((await server.catalog.restores.get(request.restoreId))?.phase);
        },
      });
    await restore();
    expect(seen).toEqual(['shop', 'swapping']);
  });

  it('stops where the safety snapshot fails', async () => {
    server.engine.onBackUp = () => Promise.reject(new HoldfastError('STORAGE_FULL', 'The disk is full.'));
    const id = await restore();
    const answer = await server.admin.get(ROUTES.restore(id));
    expect(answer.body).toMatchObject({
      status: 'failed',
      errorCode: 'STORAGE_FULL',
      undo: { isAvailable: false },
    });
    expect(server.engine.calls).toContain('settleRestore');
  });

  it('shows measured progress that never goes back', async () => {
    let step: (phase: 'loading' | 'comparing', bytesDone: number) => void = () => undefined;
    let finish: () => void = () => undefined;
    server.engine.onRestore = ({ onProgress }) =>
      new Promise((resolve) => {
        step = (phase, bytesDone) =>
          onProgress({ phase, bytesDone, bytesTotal: 200, itemsDone: null, itemsTotal: null });
        finish = resolve;
      });
    const id = await start();
    await eventually(
      async () => server.engine.calls,
      (calls) => calls.some((call) => call.startsWith('backUp snapshot')),
    );
    await eventually(
      async () => (step('loading', 100), await view(id)),
      ({ phase }) => phase === 'loading',
    );
    expect(await view(id)).toMatchObject({
      status: 'running',
      progress: 54,
      detail: { bytesDone: 100, bytesTotal: 200 },
    });
    step('loading', 50);
    expect(await view(id)).toMatchObject({ progress: 54 });
    step('comparing', 0);
    expect(await view(id)).toMatchObject({ phase: 'comparing', progress: 77 });
    finish();
    await eventually(
      () => view(id),
      ({ status }) => status === 'success',
    );
  });

  it('can be cancelled before the swap and leaves the data as it was', async () => {
    server.engine.onRestore = ({ signal }) => aborted(signal);
    const id = await start();
    await eventually(
      async () => server.engine.calls,
      (calls) => calls.some((call) => call.startsWith('restore')),
    );
    await server.admin.post(ROUTES.restoreCancel(id)).expect(202);
    await eventually(
      () => view(id),
      ({ status }) => status === 'canceled',
    );
    expect(await view(id)).toMatchObject({ errorCode: 'CANCELED' });
  });

  it('finds out at the server what a swap that ended in an error came to', async () => {
    const restoreOf = server.engine.restore.bind(server.engine);
    server.engine.restore = async (request) => {
      await restoreOf(request);
      throw new HoldfastError('SWAP_BLOCKED', 'The connection was lost.');
    };
    server.engine.onSettle = () => Promise.resolve('swapped');
    const id = await restore();
    expect(await view(id)).toMatchObject({
      status: 'success',
      report: { notes: [{ code: 'INTERRUPTED_AT_SWAP' }] },
      undo: { isAvailable: true },
    });
  });

  it('runs no backup and no second restore at the same time', async () => {
    server.engine.onRestore = ({ signal }) => aborted(signal);
    const id = await start();
    for (const answer of [
      await server.admin.post(ROUTES.backups),
      await server.admin.post(ROUTES.backupRestores(backupId)).send(APPLY),
    ]) {
      expect(answer.body).toMatchObject({
        status: 409,
        code: 'JOB_ALREADY_RUNNING',
        detail: expect.stringContaining(id),
      });
    }
  });

  it('does not delete a backup that is being restored', async () => {
    await makeBackup(server);
    server.engine.onRestore = ({ signal }) => aborted(signal);
    const id = await start();
    await eventually(
      () => view(id),
      ({ status }) => status === 'running',
    );
    const answer = await server.admin.delete(ROUTES.backup(backupId));
    expect(answer.body).toMatchObject({ status: 409, code: 'BACKUP_NOT_DELETABLE' });
  });

  it('restores only what succeeded', async () => {
    server.engine.onBackUp = () => Promise.reject(new HoldfastError('STORAGE_FULL', 'Full.'));
    const failed = await makeBackup(server);
    const answer = await server.admin.post(ROUTES.backupRestores(failed)).send(APPLY);
    expect(answer.body).toMatchObject({ status: 409, code: 'BACKUP_NOT_RESTORABLE' });
  });

  it('is undone once, and only while it is the latest restore', async () => {
    const first = await restore();
    server.clock.advance(HOUR_MS);
    const second = await restore();
    const tooOld = await server.admin.post(ROUTES.restoreUndo(first));
    expect(tooOld.body).toMatchObject({
      status: 409,
      code: 'UNDO_NOT_AVAILABLE',
      detail: expect.stringContaining(second),
    });
    const undone = await server.admin.post(ROUTES.restoreUndo(second)).expect(200);
    expect(undone.body).toMatchObject({
      undo: { isAvailable: false, undoneAt: server.clock.now().toISOString() },
    });
    await server.admin.post(ROUTES.restoreUndo(second)).expect(409);
  });

  it('cannot be undone where it was made in place', async () => {
    const id = await restore({ ...APPLY, strategy: 'in-place' });
    expect(await view(id)).toMatchObject({ undo: { isAvailable: false, expiresAt: null } });
    await server.admin.post(ROUTES.restoreUndo(id)).expect(409);
  });

  it('drops the kept database when its time is over, and not because the clock jumped ahead', async () => {
    const id = await restore();
    const undo = server.app.get(RestoreUndo);
    server.clock.jumpTo('2027-06-01T12:00:00.000Z');
    await undo.discardExpired();
    expect(server.engine.calls).not.toContain(`discardKept shop__before_${id}`);
    server.clock.advance(25 * HOUR_MS);
    await undo.discardExpired();
    expect(server.engine.calls).toContain(`discardKept shop__before_${id}`);
    expect(await view(id)).toMatchObject({ undo: { isAvailable: false, keptDatabaseName: null } });
  });

  it('gives the undo up on request', async () => {
    const id = await restore();
    await server.admin.post(ROUTES.restoreDiscardUndo(id)).expect(200);
    await server.admin.post(ROUTES.restoreUndo(id)).expect(409);
    await server.admin.post(ROUTES.restoreDiscardUndo(id)).expect(409);
  });

  async function start(body: object = APPLY): Promise<string> {
    const answer = await server.admin.post(ROUTES.backupRestores(backupId)).send(body).expect(202);
    return (answer.body as { id: string }).id;
  }

  async function restore(body: object = APPLY): Promise<string> {
    const id = await start(body);
    await eventually(
      () => server.catalog.audit.list(10, 0),
      ({ items }) => items.some(({ action, target }) => action === 'restore.finish' && target === id),
    );
    return id;
  }

  async function view(id: string): Promise<{ phase: string; status: string }> {
    return (await server.admin.get(ROUTES.restore(id)).expect(200)).body as { phase: string; status: string };
  }
});
