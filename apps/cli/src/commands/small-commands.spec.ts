import { ROUTES, type AlertView } from '@holdfast/contract';

import { run } from '../testing/run.js';
import {
  BACKUP_ID,
  backupView,
  RESTORE_ID,
  restoreView,
  schedulerView,
  statusView,
} from '../testing/sample-views.js';
import { problem, StubConsole } from '../testing/stub-console.js';

let console: StubConsole;
beforeEach(async () => {
  console = await StubConsole.start();
});
afterEach(() => console.stop());

describe('holdfast status', () => {
  const alert: AlertView = {
    code: 'BACKUP_OVERDUE',
    severity: 'blocker',
    message: 'The backup due at 02:00 was not made.',
    hint: 'Look at the log.',
    since: '2026-11-20T02:00:00.000Z',
    backupId: null,
  };

  it('ends with 0 where all is well', async () => {
    console.on(`GET ${ROUTES.status}`, { body: statusView() });
    const { exitCode, stdout } = await run(['status'], console);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^✓ Shop CRM is safe/);
    expect(stdout).toMatch(/A restore took +1 min 01 s/);
  });

  it.each([
    ['there is an alert', { alerts: [alert] }, 1],
    ['there is only a remark', { alerts: [{ ...alert, severity: 'info' as const }] }, 0],
    ['there is no good backup', { lastGoodBackup: null }, 1],
  ])('tells by its exit code that %s', async (_case, changes, expected) => {
    console.on(`GET ${ROUTES.status}`, { body: statusView(changes) });
    expect((await run(['status'], console)).exitCode).toBe(expected);
  });

  it('shows the alerts in words, or as JSON', async () => {
    const view = statusView({ alerts: [alert] });
    console.on(`GET ${ROUTES.status}`, { body: view });
    const { stdout } = await run(['status'], console);
    expect(stdout).toContain('✗ The backup due at 02:00 was not made.\n  → Look at the log.');
    expect(JSON.parse((await run(['status', '--json'], console)).stdout)).toEqual(view);
  });
});

describe('holdfast show', () => {
  it('shows a backup with its tables', async () => {
    console.on(`GET ${ROUTES.backup(BACKUP_ID)}`, { body: backupView({ description: 'nightly' }) });
    const { stdout } = await run(['show', BACKUP_ID], console);
    expect(stdout).toMatch(/Description +nightly/);
    expect(stdout).toMatch(/public\.customers +42 +2\.0 KiB/);
  });

  it('shows a restore where no backup has the id', async () => {
    console.on(`GET ${ROUTES.backup(RESTORE_ID)}`, problem('BACKUP_NOT_FOUND', 'No backup.'));
    console.on(`GET ${ROUTES.restore(RESTORE_ID)}`, { body: restoreView() });
    expect((await run(['show', RESTORE_ID], console)).stdout).toContain('loaded beside and swapped in');
  });

  it('ends with 3 where neither has it', async () => {
    console.on(`GET ${ROUTES.backup('x')}`, problem('BACKUP_NOT_FOUND', 'There is no backup x.'));
    console.on(`GET ${ROUTES.restore('x')}`, problem('RESTORE_NOT_FOUND', 'There is no restore x.'));
    const { exitCode, stderr } = await run(['show', 'x'], console);
    expect(exitCode).toBe(3);
    expect(stderr).toContain('There is no backup x.');
  });
});

describe('holdfast undo', () => {
  const UNDO = `POST ${ROUTES.restoreUndo(RESTORE_ID)}`;
  beforeEach(() => {
    console
      .on(`GET ${ROUTES.restore(RESTORE_ID)}`, { body: restoreView() })
      .on(UNDO, { body: restoreView() });
  });

  it('swaps back after a yes', async () => {
    const { exitCode, stdout } = await run(['undo', RESTORE_ID], { url: console.url, typed: 'y\n' });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('is live again');
    expect(console.requestLines('POST')).toEqual([UNDO]);
  });

  it('does nothing where Enter alone was pressed', async () => {
    const { exitCode } = await run(['undo', RESTORE_ID], { url: console.url, typed: '\n' });
    expect(exitCode).toBe(2);
    expect(console.requestLines('POST')).toEqual([]);
  });

  it('ends with 5 where it is too late', async () => {
    console.on(UNDO, problem('UNDO_NOT_AVAILABLE', 'It expired.'));
    expect((await run(['undo', RESTORE_ID, '--yes'], console)).exitCode).toBe(5);
  });
});

describe('holdfast delete', () => {
  beforeEach(() => {
    console.on(`GET ${ROUTES.backup(BACKUP_ID)}`, { body: backupView() });
  });

  it('deletes with --yes, and says so as JSON', async () => {
    console.on(`DELETE ${ROUTES.backup(BACKUP_ID)}`, { status: 204, body: '' });
    const { exitCode, stdout } = await run(['delete', BACKUP_ID, '--yes', '--json'], console);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ id: BACKUP_ID, isDeleted: true });
  });

  it('passes the console’s refusal on, with its hint', async () => {
    const refusal = problem('BACKUP_NOT_DELETABLE', 'It is the only good one.', { hint: 'Make another.' });
    console.on(`DELETE ${ROUTES.backup(BACKUP_ID)}`, refusal);
    const { exitCode, stderr } = await run(['delete', BACKUP_ID, '--yes'], console);
    expect(exitCode).toBe(5);
    expect(stderr).toContain('→ Make another.');
  });

  it('asks first', async () => {
    expect((await run(['delete', BACKUP_ID], console)).exitCode).toBe(2);
    expect(console.requestLines('DELETE')).toEqual([]);
  });
});

describe('holdfast scheduler', () => {
  it.each([
    ['status', `GET ${ROUTES.scheduler}`],
    ['start', `POST ${ROUTES.schedulerStart}`],
    ['stop', `POST ${ROUTES.schedulerStop}`],
  ])('%s asks the console and shows the state', async (verb, route) => {
    console.on(route, { body: schedulerView({ isRunning: verb !== 'stop' }) });
    const { exitCode, stdout } = await run(['scheduler', verb], console);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(verb === 'stop' ? /Scheduler +stopped/ : /Scheduler +running/);
    expect(stdout).toContain('0 0 2 * * * (UTC)');
  });
});
