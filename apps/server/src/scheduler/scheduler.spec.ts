import { ROUTES } from '@holdfast/contract';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { backupStatus, holdBackUps, makeBackup } from '../testing/backups.js';
import { FakeClock } from '../testing/fake-clock.js';
import { FakeEngine } from '../testing/fake-engine.js';
import { eventually, startTestServer, temporaryDirectory, type TestServer } from '../testing/test-server.js';
import { ScheduleWatch } from './schedule-watch.js';
import { SchedulerService } from './scheduler.service.js';

const HOUR_MS = 3_600_000;
const SCHEDULED = { BACKUP_ENABLED: 'true' };

describe('The scheduler', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let server: TestServer;
  let engine: FakeEngine;
  let clock: FakeClock;

  beforeEach(async () => {
    directory = await temporaryDirectory();
    engine = new FakeEngine();
    clock = new FakeClock('2026-03-10T12:00:00.000Z');
    server = await start();
  });

  afterEach(async () => {
    await server.close();
    await directory.remove();
  });

  it('tells the next run, in UTC, of a schedule in another time zone', async () => {
    await server.admin
      .patch(ROUTES.settings)
      .send({ backup: { cron: '30 3 * * *', timezone: 'Asia/Shanghai' } });
    const answer = await server.admin.get(ROUTES.scheduler).expect(200);
    expect(answer.body).toEqual({
      isRunning: true,
      cron: '30 3 * * *',
      timezone: 'Asia/Shanghai',
      nextRun: '2026-03-10T19:30:00.000Z',
      lastRun: null,
    });
  });

  it('makes a backup when the time comes', async () => {
    clock.jumpTo('2026-03-11T02:00:00.000Z');
    await scheduler().fire();
    const [record] = await server.catalog.backups.list();
    expect(record).toMatchObject({ trigger: 'schedule', requestedBy: 'system' });
    await ended(record!.id);
  });

  it('does not make one twice in the same minute, also where the clock was set back', async () => {
    clock.jumpTo('2026-03-11T02:00:00.000Z');
    await scheduler().fire();
    await ended((await server.catalog.backups.list())[0]!.id);
    clock.jumpTo('2026-03-11T01:00:00.000Z');
    clock.jumpTo('2026-03-11T02:00:30.000Z');
    await scheduler().fire();
    expect(await server.catalog.backups.list()).toHaveLength(1);
    expect(server.logs.join('')).toContain('was made already');
  });

  it('refuses a run while another backup runs, calls out, and does not queue it up', async () => {
    const held = holdBackUps(engine);
    const id = await makeBackup(server, { isAwaited: false });
    await held.reached;
    clock.jumpTo('2026-03-11T02:00:00.000Z');
    await scheduler().fire();
    expect(server.logs.join('')).toContain('The scheduled backup was not made');
    held.release();
    await ended(id);
    clock.advance(60_000);
    await server.app.get(ScheduleWatch).check();
    expect(await server.catalog.backups.list()).toHaveLength(1);
  });

  it('makes up for a night in which the console was down', async () => {
    await restartAt('2026-03-11T08:00:00.000Z');
    const [record] = await server.catalog.backups.list();
    expect(record).toMatchObject({ trigger: 'schedule', createdAt: '2026-03-11T08:00:00.000Z' });
    await ended(record!.id);
    await restartAt('2026-03-11T09:00:00.000Z');
    expect(await server.catalog.backups.list()).toHaveLength(1);
  });

  it('makes up for one run only, however many were missed', async () => {
    await restartAt('2026-03-20T08:00:00.000Z');
    await ended((await server.catalog.backups.list())[0]!.id);
    await server.app.get(ScheduleWatch).check();
    expect(await server.catalog.backups.list()).toHaveLength(1);
  });

  it('makes nothing up right after the console was set up', async () => {
    await restartAt('2026-03-10T13:00:00.000Z');
    expect(await server.catalog.backups.list()).toEqual([]);
  });

  it('makes up for a run that the cron job left out, such as after a sleep of the machine', async () => {
    clock.jumpTo('2026-03-11T02:05:00.000Z');
    await server.app.get(ScheduleWatch).check();
    expect(await server.catalog.backups.list()).toHaveLength(1);
  });

  it('makes up for a night’s backup that a stop of the console cut off', async () => {
    const held = holdBackUps(engine);
    clock.jumpTo('2026-03-11T02:00:00.000Z');
    await scheduler().fire();
    await held.reached;
    await server.close();
    held.release();
    server = await startAt('2026-03-11T02:10:00.000Z');
    const [newest, cutOff] = await server.catalog.backups.list();
    expect(cutOff).toMatchObject({ status: 'canceled', errorCode: 'INTERRUPTED' });
    expect(newest).toMatchObject({ createdAt: '2026-03-11T02:10:00.000Z' });
    await ended(newest!.id);
  });

  it('stays stopped over a restart, alerts, and starts again', async () => {
    await server.admin.post(ROUTES.schedulerStop).expect(200);
    await restartAt('2026-03-12T08:00:00.000Z');
    expect(await server.catalog.backups.list()).toEqual([]);
    const status = await server.admin.get(ROUTES.status).expect(200);
    const { alerts, nextRun } = status.body as { alerts: unknown[]; nextRun: string | null };
    expect(alerts).toContainEqual(expect.objectContaining({ code: 'SCHEDULER_STOPPED' }));
    expect(nextRun).toBeNull();
    const answer = await server.admin.post(ROUTES.schedulerStart).expect(200);
    expect(answer.body).toMatchObject({ isRunning: true, nextRun: '2026-03-13T02:00:00.000Z' });
  });

  it('schedules nothing where backups are switched off', async () => {
    await server.admin
      .patch(ROUTES.settings)
      .send({ backup: { isEnabled: false } })
      .expect(200);
    await restartAt('2026-03-12T08:00:00.000Z');
    expect(await server.catalog.backups.list()).toEqual([]);
  });

  it('does not count runs of a new schedule as missed that lie before it', async () => {
    await server.admin
      .patch(ROUTES.settings)
      .send({ backup: { cron: '0 0 11 * * *' } })
      .expect(200);
    await server.app.get(ScheduleWatch).check();
    expect(await server.catalog.backups.list()).toEqual([]);
  });

  function scheduler(): SchedulerService {
    return server.app.get(SchedulerService);
  }

  async function ended(id: string): Promise<void> {
    await eventually(
      () => backupStatus(server, id),
      (status) => status === 'success',
    );
  }

  function start(): Promise<TestServer> {
    return startTestServer({ directory: directory.path, engine, clock, env: SCHEDULED });
  }

  function startAt(instant: string): Promise<TestServer> {
    clock.jumpTo(instant);
    clock.advance(0);
    return start();
  }

  async function restartAt(instant: string): Promise<void> {
    await server.close();
    server = await startAt(instant);
  }

  it('needs no more than a day between two runs of a daily schedule', async () => {
    const first = await scheduler().nextRun();
    clock.advance(24 * HOUR_MS);
    const second = await scheduler().nextRun();
    expect(Date.parse(second!) - Date.parse(first!)).toBe(24 * HOUR_MS);
  });
});
