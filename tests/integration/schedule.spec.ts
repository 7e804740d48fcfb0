import pg from 'pg';

import { ROUTES, type SchedulerView, type SettingsView } from '@holdfast/contract';

import { type ConsoleProcess, makeConsole } from '../support/console-process.js';
import { MailServer } from '../support/mail-server.js';
import { type PostgresCluster, startCluster } from '../support/postgres-cluster.js';
import { expectRoundTrip } from '../support/round-trip.js';
import { createSample } from '../support/sample-database.js';
import { waitFor } from '../support/wait-for.js';

const DATABASE = 'nightly';
const RECIPIENT = 'ops@example.org';
const EVERY_SECOND = '* * * * * *';

let cluster: PostgresCluster;
let mail: MailServer;
let console: ConsoleProcess;

beforeAll(async () => {
  cluster = await startCluster();
  mail = await MailServer.start();
  console = await makeConsole(await createSample(cluster, DATABASE, 500), {
    SMTP_URL: mail.url,
    NOTIFICATION_RECIPIENTS: RECIPIENT,
  });
  await console.start();
}, 60_000);
afterAll(async () => {
  await console?.dispose();
  await mail?.stop();
  await cluster?.stop();
});

function settle(backup: Partial<SettingsView['backup']>): Promise<SettingsView> {
  return console.api.patch<SettingsView>(ROUTES.settings, { backup });
}

async function untilMailed(...parts: string[]): Promise<void> {
  await waitFor(
    () => mail.mails,
    (mails) =>
      mails.some(({ to, body }) => to.includes(RECIPIENT) && parts.every((part) => body.includes(part))),
  );
}

/** Keeps a backup from going on until it is released. */
async function lockOrders(): Promise<() => Promise<void>> {
  const holder = new pg.Client({ connectionString: cluster.url(DATABASE) });
  await holder.connect();
  await holder.query('BEGIN; LOCK TABLE orders IN ACCESS EXCLUSIVE MODE');
  return () => holder.end();
}

describe('the schedule', () => {
  it('refuses a run while another backup is running, and says so by e-mail', async () => {
    const release = await lockOrders();
    const id = await console.api.startBackup();
    await settle({ isEnabled: true, cron: EVERY_SECOND });
    await untilMailed('The scheduled backup was not made', id, '计划备份未执行');
    await expect(console.api.post(ROUTES.backups)).rejects.toMatchObject({
      problem: { status: 409, code: 'JOB_ALREADY_RUNNING' },
    });
    await settle({ isEnabled: false });
    await release();
    expect(await console.api.untilBackupEnds(id)).toMatchObject({ status: 'success' });
  }, 60_000);

  it('makes a backup when it is time, once in a minute, and tells when the next one is due', async () => {
    await settle({ isEnabled: true, cron: EVERY_SECOND });
    const { isRunning, nextRun } = await console.api.get<SchedulerView>(ROUTES.scheduler);
    expect(isRunning).toBe(true);
    expect(Date.parse(String(nextRun))).toBeGreaterThan(Date.now() - 1_000);
    const backups = await waitFor(
      () => console.api.backups(),
      (all) => all.some(({ trigger, status }) => trigger === 'schedule' && status === 'success'),
    );
    await waitFor(
      () => console.output,
      (output) => output.includes('not again'),
      { timeoutMs: 65_000 },
    );
    await settle({ isEnabled: false });
    expect(backups.find(({ trigger }) => trigger === 'schedule')).toMatchObject({
      verificationLevel: 'readable',
    });
  }, 90_000);
});

describe('e-mail', () => {
  it('tells of a backup that failed, why, and what to do', async () => {
    await cluster.query(`ALTER DATABASE ${DATABASE} RENAME TO away`);
    const { id, errorMessage } = await console.api.untilBackupEnds(await console.api.startBackup());
    await cluster.query(`ALTER DATABASE away RENAME TO ${DATABASE}`);
    await untilMailed(`Backup of ${DATABASE} failed`, id, String(errorMessage), 'What to do:', '备份失败');
  }, 60_000);

  it('tells of a restore, and of its undo', async () => {
    const { id } = await console.api.backUp();
    const restore = await console.api.restore(id);
    await untilMailed(`Data of ${DATABASE} restored`, restore.id, '数据恢复成功');
    await console.api.undo(restore.id);
    await untilMailed(`Restore of ${DATABASE} undone`, restore.id);
  }, 60_000);

  it('that cannot be sent stops no backup', async () => {
    await console.end('SIGTERM');
    await console.start({ SMTP_URL: 'smtp://127.0.0.1:1' });
    await console.api.backUp();
    await expect(console.api.post(ROUTES.notificationTest)).rejects.toMatchObject({
      problem: { code: 'NOTIFICATION_FAILED' },
    });
    await console.end('SIGTERM');
    await console.start();
    await expectRoundTrip(console, cluster, DATABASE);
  }, 60_000);
});

describe('retention', () => {
  it('removes the oldest, and never the newest good backup', async () => {
    await settle({ retentionCount: 1 });
    const first = await console.api.backUp();
    const second = await console.api.backUp();
    const left = await waitFor(
      async () => regular(await console.api.backups()),
      (ids) => ids.length === 1,
    );
    expect(left).toEqual([second.id]);
    expect(left).not.toContain(first.id);

    await cluster.query(`ALTER DATABASE ${DATABASE} RENAME TO away`);
    expect(await console.api.untilBackupEnds(await console.api.startBackup())).toMatchObject({
      status: 'failed',
    });
    await cluster.query(`ALTER DATABASE away RENAME TO ${DATABASE}`);
    await console.api.post(ROUTES.retentionRun);
    expect(regular(await console.api.backups())).toEqual([second.id]);
    await console.api.restore(second.id);
    await expectRoundTrip(console, cluster, DATABASE);
  }, 90_000);
});

/** Ids of the good ones that nobody took for a restore. */
function regular(backups: Awaited<ReturnType<ConsoleProcess['api']['backups']>>): string[] {
  return backups
    .filter(({ status, trigger }) => status === 'success' && trigger !== 'pre-restore')
    .map(({ id }) => id);
}
