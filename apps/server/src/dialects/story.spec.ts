import { HoldfastError } from '@holdfast/engine';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { aborted, backupStatus } from '../testing/backups.js';
import { eventually, startTestServer, temporaryDirectory, type TestServer } from '../testing/test-server.js';

describe('The dialect /api/backup and /api/restore', () => {
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

  it('shows a backup with exactly its fields', async () => {
    const id = await backUp('success');
    const answer = await server.admin.get(`/api/backup/${id}`).expect(200);
    expect(answer.body).toEqual({
      id,
      timestamp: '2026-03-10T12:00:00.000Z',
      status: 'success',
      fileSize: 100,
      filePath: `/fake/storage/default/${id}`,
      checksum: 'c'.repeat(64),
      workspaceId: 'default',
      databaseName: 'shop',
    });
  });

  it('adds the reason to a failed one', async () => {
    server.engine.onBackUp = () => Promise.reject(new HoldfastError('STORAGE_FULL', 'The disk is full.'));
    const id = await backUp('failed');
    const answer = await server.admin.get(`/api/backup/${id}`).expect(200);
    expect(answer.body).toMatchObject({
      status: 'failed',
      errorMessage: 'The disk is full.',
      databaseName: 'shop',
      fileSize: 0,
    });
  });

  it('does not take status and history for ids', async () => {
    const id = await backUp('success');
    const status = await server.admin.get('/api/backup/status').expect(200);
    expect(status.body).toEqual({
      lastBackupTime: '2026-03-10T12:00:00.000Z',
      lastBackupStatus: 'success',
      lastBackupFileSize: 100,
      lastBackupFilePath: `/fake/storage/default/${id}`,
      lastBackupError: null,
      nextRun: null,
    });
    const history = await server.admin.get('/api/backup/history').expect(200);
    expect(history.body).toMatchObject({ backups: [{ id }], total: 1, limit: 50, offset: 0 });
  });

  it('filters the history by days and status', async () => {
    await backUp('success');
    const count = async (query: string) =>
      ((await server.admin.get(`/api/backup/history?${query}`).expect(200)).body as { total: number }).total;
    expect(await count('startDate=2026-03-10&endDate=2026-03-10')).toBe(1);
    expect(await count('startDate=2026-03-11')).toBe(0);
    expect(await count('status=failed')).toBe(0);
    await server.admin.get('/api/backup/history?startDate=soon').expect(400);
    await server.admin.get('/api/backup/history?from=2026-03-10').expect(400);
  });

  it('restores and tells how far it is in its own words', async () => {
    const backupId = await backUp('success');
    const answer = await server.admin.post('/api/restore').send({ backupId }).expect(202);
    const { restoreId } = answer.body as { restoreId: string };
    expect(answer.body).toEqual({ restoreId });
    const read = async () =>
      (await server.admin.get(`/api/restore/${restoreId}/status`).expect(200)).body as { status: string };
    const done = await eventually(read, ({ status }) => status === 'completed');
    expect(done).toEqual({
      restoreId,
      status: 'completed',
      progress: 100,
      message: 'Data restored successfully',
      startedAt: '2026-03-10T12:00:00.000Z',
      completedAt: '2026-03-10T12:00:00.000Z',
    });
  });

  it('says running while it runs and failed with the reason', async () => {
    const backupId = await backUp('success');
    let fail: (error: Error) => void = () => undefined;
    const failure = new Promise<never>((_, reject) => (fail = reject));
    server.engine.onRestore = ({ signal }) => Promise.race([failure, aborted(signal)]);
    const answer = await server.admin.post('/api/restore').send({ backupId }).expect(202);
    const { restoreId } = answer.body as { restoreId: string };
    const read = async () =>
      (await server.admin.get(`/api/restore/${restoreId}/status`)).body as { status: string };
    expect(await read()).toMatchObject({ status: 'running' });
    fail(new HoldfastError('RESTORE_MISMATCH', 'public.customer differs.'));
    const failed = await eventually(read, ({ status }) => status === 'failed');
    expect(failed).toMatchObject({ errorMessage: 'public.customer differs.' });
  });

  it.each([{}, { backupId: '../etc/passwd' }, { backupId: 7 }, { backupId: 'x', confirm: 'shop' }])(
    'refuses to restore by %j',
    async (body) => {
      await server.admin.post('/api/restore').send(body).expect(400);
      expect(await server.catalog.restores.list()).toEqual([]);
    },
  );

  it('answers 404 for what does not exist', async () => {
    await server.admin.get('/api/backup/nothing').expect(404);
    await server.admin.get('/api/restore/nothing/status').expect(404);
    await server.admin.post('/api/restore').send({ backupId: 'nothing' }).expect(404);
  });

  async function backUp(end: string): Promise<string> {
    const answer = await server.admin.post('/api/backup').expect(202);
    const { id } = answer.body as { id: string };
    await eventually(
      () => backupStatus(server, id),
      (status) => status === end,
    );
    return id;
  }
});
