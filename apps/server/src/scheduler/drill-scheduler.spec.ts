import { ROUTES, type StatusView } from '@holdfast/contract';
import { HoldfastError } from '@holdfast/engine';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { aborted, holdBackUps, makeBackup } from '../testing/backups.js';
import { FakeClock } from '../testing/fake-clock.js';
import { FakeEngine } from '../testing/fake-engine.js';
import { emptyDrill } from '../testing/fake-reports.js';
import { restoreEnded } from '../testing/restores.js';
import { eventually, startTestServer, temporaryDirectory, type TestServer } from '../testing/test-server.js';
import { DrillScheduler } from './drill-scheduler.service.js';
import { ScheduleWatch } from './schedule-watch.js';
import { SchedulerService } from './scheduler.service.js';

const HOUR_MS = 3_600_000;
/** The fake clock begins on a Tuesday. */
const SUNDAY = '2026-03-15T04:00:00.000Z';

describe('The schedule of drills', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let server: TestServer;
  let engine: FakeEngine;
  let clock: FakeClock;

  beforeEach(async () => {
    directory = await temporaryDirectory();
    engine = new FakeEngine();
    clock = new FakeClock();
    server = await start();
  });

  afterEach(async () => {
    await server.close();
    await directory.remove();
  });

  it('drills the newest good backup when the time comes, once in a minute', async () => {
    await makeBackup(server);
    clock.advance(HOUR_MS);
    const newest = await makeBackup(server);
    clock.jumpTo(SUNDAY);
    await scheduler().fire();
    expect(await drills()).toMatchObject([{ backupId: newest, requestedBy: 'system' }]);
    await ended();
    clock.jumpTo('2026-03-15T04:00:30.000Z');
    await scheduler().fire();
    expect(await drills()).toHaveLength(1);
    expect(server.logs.join('')).toContain('was made already');
  });

  it('tells the next one in UTC, in the time zone of the backups, and follows changes', async () => {
    expect((await status()).recovery.nextDrill).toBe(SUNDAY);
    const change = { drill: { cron: '30 3 * * 1' }, backup: { timezone: 'Asia/Shanghai' } };
    await server.admin.patch(ROUTES.settings).send(change).expect(200);
    expect((await status()).recovery.nextDrill).toBe('2026-03-15T19:30:00.000Z');
    await server.admin
      .patch(ROUTES.settings)
      .send({ drill: { isEnabled: false } })
      .expect(200);
    expect((await status()).recovery.nextDrill).toBeNull();
  });

  it('keeps to the hour of the clock when summer time begins', async () => {
    const change = { drill: { cron: '0 0 4 * * 0' }, backup: { timezone: 'Europe/Berlin' } };
    await server.admin.patch(ROUTES.settings).send(change).expect(200);
    clock.jumpTo('2026-03-22T12:00:00.000Z');
    expect((await status()).recovery.nextDrill).toBe('2026-03-29T02:00:00.000Z');
  });

  it('does nothing while there is no good backup, and nobody is told that it is overdue', async () => {
    clock.jumpTo(SUNDAY);
    await scheduler().fire();
    clock.jumpTo('2026-03-15T20:00:00.000Z');
    await watch();
    expect(await drills()).toEqual([]);
    expect((await status()).alerts.map(({ code }) => code)).not.toContain('DRILL_OVERDUE');
  });

  it('makes up for one that was missed while the console was down, and for one only', async () => {
    await makeBackup(server);
    await restartAt('2026-03-30T09:00:00.000Z');
    expect(await drills()).toHaveLength(1);
    await ended();
    await watch();
    await restartAt('2026-03-30T10:00:00.000Z');
    expect(await drills()).toHaveLength(1);
  });

  it('makes up for one that a stop of the console cut off', async () => {
    await makeBackup(server);
    engine.onDrill = ({ signal }) => aborted(signal);
    clock.jumpTo(SUNDAY);
    await scheduler().fire();
    await eventually(
      async () => engine.calls,
      (calls) => calls.some((call) => call.startsWith('drill')),
    );
    engine.onDrill = async () => emptyDrill();
    await restartAt('2026-03-15T04:10:00.000Z');
    expect(await drills()).toMatchObject([{}, { errorCode: 'INTERRUPTED' }]);
    await ended();
  });

  it('makes up for one that the cron job left out', async () => {
    await makeBackup(server);
    clock.jumpTo('2026-03-15T04:00:10.000Z');
    await watch();
    expect(await drills()).toEqual([]);
    clock.jumpTo('2026-03-15T04:05:00.000Z');
    await watch();
    expect(await drills()).toHaveLength(1);
  });

  it('waits while the application is busy, and says so', async () => {
    await makeBackup(server);
    const held = holdBackUps(engine);
    clock.jumpTo('2026-03-15T03:59:00.000Z');
    const busy = await makeBackup(server, { isAwaited: false });
    await held.reached;
    clock.jumpTo(SUNDAY);
    await scheduler().fire();
    expect(server.logs.join('')).toContain('The drill waits');
    clock.advance(60_000);
    await watch();
    expect(await drills()).toEqual([]);
    held.release();
    await eventually(
      () => server.catalog.backups.get(busy),
      (record) => record?.status === 'success',
    );
    await eventually(watchAndLook, (found) => found.length === 1);
    expect(await drills()).toMatchObject([{ backupId: busy }]);
  });

  it('gives up after hours, calls out, and the status says that it is overdue', async () => {
    await makeBackup(server);
    const held = holdBackUps(engine);
    await makeBackup(server, { isAwaited: false });
    await held.reached;
    clock.jumpTo(SUNDAY);
    await scheduler().fire();
    clock.advance(4 * HOUR_MS);
    await watch();
    expect(server.logs.filter((line) => line.includes('The scheduled drill was not made'))).toHaveLength(1);
    expect((await status()).alerts).toContainEqual(
      expect.objectContaining({ code: 'DRILL_OVERDUE', since: SUNDAY }),
    );
    held.release();
  });

  it('calls out where a drill cannot be started at all', async () => {
    await makeBackup(server);
    server.catalog.restores.insert = () =>
      Promise.reject(new HoldfastError('STORAGE_FULL', 'The disk is full.'));
    clock.jumpTo(SUNDAY);
    await scheduler().fire();
    expect(server.logs.join('')).toContain('The scheduled drill was not made');
  });

  it('stands still with the scheduler', async () => {
    await makeBackup(server);
    await server.admin.post(ROUTES.schedulerStop).expect(200);
    expect((await status()).recovery.nextDrill).toBeNull();
    await restartAt('2026-03-15T09:00:00.000Z');
    expect(await drills()).toEqual([]);
  });

  it('does not cost a night’s backup: that waits for the drill to end', async () => {
    await makeBackup(server);
    let finish: () => void = () => undefined;
    engine.onDrill = () => new Promise((resolve) => (finish = () => resolve(emptyDrill())));
    clock.jumpTo(SUNDAY);
    await scheduler().fire();
    await eventually(
      async () => engine.calls,
      (calls) => calls.some((call) => call.startsWith('drill')),
    );
    await server.app.get(SchedulerService).fire();
    expect(server.logs.join('')).toContain('The scheduled backup waits');
    expect(server.logs.join('')).not.toContain('The scheduled backup was not made');
    finish();
    await ended();
    await watch();
    expect(await server.catalog.backups.list()).toMatchObject([{ trigger: 'schedule' }, {}]);
  });

  function scheduler(): DrillScheduler {
    return server.app.get(DrillScheduler);
  }

  function watch(): Promise<void> {
    return server.app.get(ScheduleWatch).check();
  }

  async function watchAndLook() {
    await watch();
    return drills();
  }

  function drills() {
    return server.catalog.restores.list(({ mode }) => mode === 'drill');
  }

  async function ended(): Promise<void> {
    const [newest] = await drills();
    await restoreEnded(server, newest!.id);
  }

  async function status(): Promise<StatusView> {
    return (await server.admin.get(ROUTES.status).expect(200)).body as StatusView;
  }

  function start(): Promise<TestServer> {
    const env = { BACKUP_DRILL_ENABLED: 'true' };
    return startTestServer({ directory: directory.path, engine, clock, env });
  }

  async function restartAt(instant: string): Promise<void> {
    await server.close();
    clock.jumpTo(instant);
    server = await start();
  }
});
