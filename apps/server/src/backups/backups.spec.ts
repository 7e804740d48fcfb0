import { ROUTES } from '@holdfast/contract';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HoldfastError, type BackUpRequest } from '@holdfast/engine';

import { eventually, startTestServer, temporaryDirectory, type TestServer } from '../testing/test-server.js';
import { holdBackUps, makeBackup, backupStatus } from '../testing/backups.js';

describe('Backups', () => {
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

  it('accepts at once, runs in the background and records what the manifest says', async () => {
    const accepted = await server.admin
      .post(ROUTES.backups)
      .send({ description: 'before the update' })
      .expect(202);
    expect(accepted.body).toEqual({ id: 'backup_shop_default_20260310_120000', status: 'pending' });
    const { id } = accepted.body as { id: string };
    await eventually(
      () => backupStatus(server, id),
      (status) => status === 'success',
    );
    const answer = await server.admin.get(ROUTES.backup(id)).expect(200);
    expect(answer.body).toMatchObject({
      id,
      appName: 'shop',
      trigger: 'api',
      status: 'success',
      description: 'before the update',
      sizeBytes: 100,
      path: `/fake/storage/default/${id}`,
      verificationLevel: 'readable',
      components: [{ name: 'db', databaseName: 'shop', tableCount: 1, rowCount: 3, isEncrypted: true }],
      tables: [{ name: 'public.customer', rows: 3, bytes: 12 }],
      progress: null,
      errorCode: null,
    });
  });

  it('shows the measured progress of a running backup', async () => {
    const held = holdBackUps(server.engine);
    const id = await makeBackup(server, { isAwaited: false });
    await held.reached;
    const answer = await server.admin.get(ROUTES.backup(id));
    expect(answer.body).toMatchObject({
      status: 'running',
      progress: { phase: 'dumping', bytesDone: 10, bytesTotal: null },
    });
    held.release();
  });

  it('refuses a second backup while one runs, and names the one in the way', async () => {
    const held = holdBackUps(server.engine);
    const id = await makeBackup(server, { isAwaited: false });
    await held.reached;
    const second = await server.admin.post(ROUTES.backups);
    expect(second.body).toMatchObject({
      status: 409,
      code: 'JOB_ALREADY_RUNNING',
      detail: expect.stringContaining(id),
    });
    held.release();
  });

  it('lets only one of two requests that come at the same moment in', async () => {
    const answers = await Promise.all([server.admin.post(ROUTES.backups), server.admin.post(ROUTES.backups)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409]);
    expect(await server.catalog.backups.list()).toHaveLength(1);
  });

  it('gives two backups of one second different ids', async () => {
    const first = await makeBackup(server);
    const second = await makeBackup(server);
    expect(second).toBe(`${first}_2`);
  });

  it('records the code, the reason and the hint of a failure, without secrets', async () => {
    server.engine.onBackUp = () =>
      Promise.reject(
        new HoldfastError('SOURCE_UNREACHABLE', 'No answer from postgresql://app:s3cret-word@db/shop.', {
          hint: 'Start the database.',
        }),
      );
    const id = await makeBackup(server);
    const answer = await server.admin.get(ROUTES.backup(id));
    expect(answer.body).toMatchObject({
      status: 'failed',
      errorCode: 'SOURCE_UNREACHABLE',
      errorMessage: 'No answer from postgresql://app:[secret]@db/shop.',
      errorHint: 'Start the database.',
      verificationLevel: null,
      path: null,
    });
    const line = server.logs.find((each) => each.includes('Backup failed')) ?? '{}';
    expect(JSON.parse(line)).toMatchObject({ jobId: id, workspaceId: 'default', triggerType: 'api' });
  });

  it('cancels a running backup', async () => {
    const held = holdBackUps(server.engine);
    const id = await makeBackup(server, { isAwaited: false });
    await held.reached;
    await server.admin.post(ROUTES.backupCancel(id)).expect(202);
    await eventually(
      () => backupStatus(server, id),
      (status) => status === 'canceled',
    );
    const answer = await server.admin.get(ROUTES.backup(id));
    expect(answer.body).toMatchObject({ errorCode: 'CANCELED' });
    held.release();
    await makeBackup(server);
  });

  it('refuses to cancel what has ended', async () => {
    const id = await makeBackup(server);
    const answer = await server.admin.post(ROUTES.backupCancel(id));
    expect(answer.body).toMatchObject({ status: 409, code: 'INVALID_STATE' });
  });

  it('compares with the newest good backup', async () => {
    const requests: BackUpRequest[] = [];
    const first = await makeBackup(server);
    server.engine.onBackUp = async (request) => void requests.push(request);
    server.clock.advance(60_000);
    await makeBackup(server);
    expect(requests[0]?.previous?.backupId).toBe(first);
  });

  it('lists newest first, the last 30 days unless told otherwise, by status and page', async () => {
    const old = await makeBackup(server);
    server.clock.advance(31 * 86_400_000);
    const middle = await makeBackup(server);
    server.clock.advance(60_000);
    server.engine.onBackUp = () => Promise.reject(new HoldfastError('STORAGE_FULL', 'Full.'));
    const failed = await makeBackup(server);
    expect(await idsOf(server, '')).toEqual([failed, middle]);
    expect(await idsOf(server, '?status=success')).toEqual([middle]);
    expect(await idsOf(server, '?from=2026-01-01')).toEqual([failed, middle, old]);
    expect(await idsOf(server, '?from=2026-01-01&to=2026-03-10')).toEqual([old]);
    expect(await idsOf(server, '?from=2026-01-01&limit=1&offset=1')).toEqual([middle]);
    expect(await idsOf(server, '?appId=other')).toEqual([]);
  });

  it('deletes a backup, package and record, and audits it', async () => {
    const first = await makeBackup(server);
    const second = await makeBackup(server);
    await server.admin.delete(ROUTES.backup(first)).expect(204);
    await server.admin.get(ROUTES.backup(first)).expect(404);
    expect([...server.engine.packages.keys()]).toEqual([second]);
    const { items } = await server.catalog.audit.list(1, 0);
    expect(items[0]).toMatchObject({ action: 'backup.delete', target: first, actor: 'api-key:tests' });
  });

  it('does not delete a pinned backup or the only good one', async () => {
    const first = await makeBackup(server);
    const only = await server.admin.delete(ROUTES.backup(first));
    expect(only.body).toMatchObject({ status: 409, code: 'BACKUP_NOT_DELETABLE' });
    await makeBackup(server);
    await server.admin.post(ROUTES.backupPin(first)).expect(200);
    await server.admin.delete(ROUTES.backup(first)).expect(409);
    await server.admin.post(ROUTES.backupUnpin(first)).expect(200);
    await server.admin.delete(ROUTES.backup(first)).expect(204);
  });

  it('lowers the level of a backup that turns out to be damaged, and alerts', async () => {
    const id = await makeBackup(server);
    server.engine.onVerify = () =>
      Promise.reject(new HoldfastError('BACKUP_CORRUPTED', 'db.dump.zst.age was changed.'));
    await server.admin.post(ROUTES.backupVerify(id)).expect(202);
    await eventually(
      () => server.catalog.backups.get(id),
      (record) => record?.verificationLevel === null,
    );
    const answer = await server.admin.get(ROUTES.backup(id));
    expect(answer.body).toMatchObject({ status: 'success', anomalies: [{ code: 'BACKUP_CORRUPTED' }] });
  });

  it('keeps the level of a backup that only could not be read now', async () => {
    const id = await makeBackup(server);
    server.engine.onVerify = () => Promise.reject(new HoldfastError('STORAGE_UNAVAILABLE', 'Not mounted.'));
    await server.admin.post(ROUTES.backupVerify(id)).expect(202);
    await eventually(
      async () => (await server.catalog.audit.list(1, 0)).items[0],
      (entry) => entry?.action === 'backup.verify',
    );
    expect(await server.catalog.backups.get(id)).toMatchObject({
      verificationLevel: 'readable',
      anomalies: [],
    });
  });

  it('answers 404 for a backup that does not exist', async () => {
    const answer = await server.admin.get(ROUTES.backup('nothing'));
    expect(answer.body).toMatchObject({ status: 404, code: 'BACKUP_NOT_FOUND' });
  });

  it('refuses an application that does not exist', async () => {
    const answer = await server.admin.post(ROUTES.backups).send({ appId: 'other' });
    expect(answer.body).toMatchObject({ status: 404, code: 'APPLICATION_NOT_FOUND' });
  });
});

async function idsOf(server: TestServer, query: string): Promise<string[]> {
  const answer = await server.admin.get(`${ROUTES.backups}${query}`).expect(200);
  return (answer.body as { items: { id: string }[] }).items.map(({ id }) => id);
}
