import { ROUTES, type StatusView } from '@holdfast/contract';
import { HoldfastError } from '@holdfast/engine';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { makeBackup } from '../testing/backups.js';
import { eventually, startTestServer, temporaryDirectory, type TestServer } from '../testing/test-server.js';

const ENV = { BACKUP_ENABLED: 'true', BACKUP_DEFAULT_TIMEZONE: 'Asia/Shanghai', BACKUP_MAX_TOTAL_GB: '1' };

describe('The status', () => {
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

  it('says that there is no backup yet', async () => {
    const view = await status();
    expect(view).toMatchObject({ lastBackup: null, lastGoodBackup: null, recovery: { provenTo: null } });
    expect(codes(view)).toEqual(['NO_BACKUP_YET']);
  });

  it('is calm after a good backup', async () => {
    const id = await makeBackup(server);
    const view = await status();
    expect(view).toMatchObject({
      appName: 'shop',
      lastBackup: { id, status: 'success', sizeBytes: 100, error: null },
      lastGoodBackup: { id },
      nextRun: '2026-03-10T18:00:00.000Z',
      timezone: 'Asia/Shanghai',
      storage: { path: '/fake/storage', quotaBytes: 1_000_000_000 },
      recovery: { provenTo: 'readable', measuredRestoreSeconds: null },
      encryption: { isEnabled: true, keyId: 'age1fake' },
      alerts: [],
    });
  });

  it('shows why the last one failed, and keeps showing the last good one', async () => {
    const good = await makeBackup(server);
    server.clock.advance(60_000);
    server.engine.onBackUp = () =>
      Promise.reject(new HoldfastError('SOURCE_UNREACHABLE', 'No answer.', { hint: 'Start it.' }));
    const bad = await makeBackup(server);
    const view = await status();
    expect(view).toMatchObject({
      lastBackup: { id: bad, status: 'failed', error: 'No answer.', hint: 'Start it.' },
    });
    expect(view.lastGoodBackup?.id).toBe(good);
    expect(view.alerts).toContainEqual(
      expect.objectContaining({ code: 'LAST_BACKUP_FAILED', backupId: bad }),
    );
  });

  it('names databases that no restore on record accounts for', async () => {
    await makeBackup(server);
    await server.close();
    server.engine.strays = ['shop__before_0123'];
    server = await startTestServer({ directory: directory.path, env: ENV, engine: server.engine });
    const { alerts } = await status();
    const stray = alerts.find(({ code }) => code === 'STRAY_DATABASES');
    expect(stray?.message).toContain('shop__before_0123');
  });

  it('counts 30 days in the schedule’s time zone', async () => {
    server.clock.jumpTo('2026-03-10T17:30:00.000Z');
    await makeBackup(server);
    const { days } = await status();
    expect(days).toHaveLength(30);
    expect(days[0]?.date).toBe('2026-02-10');
    expect(days.at(-1)).toEqual({ date: '2026-03-11', succeeded: 1, failed: 0 });
  });

  it('alerts where a run is more than an hour late', async () => {
    await makeBackup(server);
    server.clock.jumpTo('2026-03-10T18:59:00.000Z');
    expect(codes(await status())).toEqual([]);
    server.clock.jumpTo('2026-03-10T19:01:00.000Z');
    const { alerts } = await status();
    expect(alerts).toEqual([
      expect.objectContaining({ code: 'BACKUP_OVERDUE', since: '2026-03-10T18:00:00.000Z' }),
    ]);
  });

  it('alerts until an anomaly is acknowledged', async () => {
    server.engine.anomalies = [
      { code: 'TABLE_EMPTIED', severity: 'warning', message: 'customer is empty.', hint: null },
    ];
    const id = await makeBackup(server);
    expect((await status()).alerts).toEqual([
      expect.objectContaining({ code: 'TABLE_EMPTIED', backupId: id }),
    ]);
    await server.admin.post(ROUTES.backupAcknowledge(id)).expect(200);
    expect(codes(await status())).toEqual([]);
  });

  it.each([
    { usedBytes: 950_000_000, freeBytes: 1e12 },
    { usedBytes: 1_000, freeBytes: 50 },
  ])('alerts where the storage is nearly full: %j', async (space) => {
    await makeBackup(server);
    server.engine.space = space;
    expect(codes(await status())).toEqual(['STORAGE_NEARLY_FULL']);
  });

  it('measures how long the last restore took', async () => {
    const backupId = await makeBackup(server);
    server.engine.onRestore = async () => server.clock.advance(93_000);
    await server.admin
      .post(ROUTES.backupRestores(backupId))
      .send({ mode: 'apply', confirm: 'shop' })
      .expect(202);
    await eventually(status, ({ runningRestoreId }) => runningRestoreId === null);
    expect((await status()).recovery.measuredRestoreSeconds).toBe(93);
  });

  it('still answers where the storage cannot be read', async () => {
    server.engine.storageSpace = () => Promise.reject(new HoldfastError('STORAGE_UNAVAILABLE', 'Gone.'));
    expect(codes(await status())).toContain('STORAGE_UNAVAILABLE');
    const health = await server.anonymous.get(ROUTES.healthReady).expect(503);
    expect(health.body).toMatchObject({ status: 'error' });
  });

  async function status(): Promise<StatusView> {
    return (await server.admin.get(ROUTES.status).expect(200)).body as StatusView;
  }
});

function codes({ alerts }: StatusView): string[] {
  return alerts.map(({ code }) => code);
}
