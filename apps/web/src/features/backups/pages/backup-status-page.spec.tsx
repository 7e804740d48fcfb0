import { ROUTES } from '@holdfast/contract';
import { act, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { jest } from '@jest/globals';

import { FakeServer, problem } from '../../../testing/fake-server.js';
import { makeBackup, makeDays, makeFailedBackup, makeLast, makeStatus } from '../../../testing/fixtures.js';
import { renderApp } from '../../../testing/render-app.js';

const running = makeBackup({ id: 'run', status: 'running', sizeBytes: null, durationMs: null });

function serverWithRun(bytesTotal: number | null): FakeServer {
  const progress = { phase: 'dumping', bytesDone: 250_000_000, bytesTotal } as const;
  return new FakeServer({
    status: makeStatus({ runningBackupId: 'run' }),
    backups: [{ ...running, progress }],
  });
}

async function passes(ms: number): Promise<void> {
  await act(() => jest.advanceTimersByTimeAsync(ms));
}

afterEach(() => jest.useRealTimers());

describe('a running backup', () => {
  it('shows no percentage while the total is not known', async () => {
    await renderApp(serverWithRun(null), { at: '/backup' });
    const bar = await screen.findByRole('progressbar', { name: 'Reading and storing the data' });
    expect(bar).not.toHaveAttribute('aria-valuenow');
    expect(screen.getByText('250 MB so far')).toBeInTheDocument();
    expect(bar.closest('.ant-card')).not.toHaveTextContent('%');
  });

  it('shows the real percentage where the total is known', async () => {
    await renderApp(serverWithRun(1_000_000_000), { at: '/backup' });
    expect(await screen.findByText('250 MB of 1 GB')).toBeInTheDocument();
    expect(screen.getByText('25%')).toBeInTheDocument();
  });

  it('keeps the place of a backup that ends, with its outcome, until it is closed', async () => {
    jest.useFakeTimers();
    const server = serverWithRun(null);
    await renderApp(server, { at: '/backup' });
    await passes(100);
    const done = makeBackup({ id: 'run', sizeBytes: 250_000_000, durationMs: 3_000 });
    server.state.status = makeStatus();
    server.state.backups = [done];
    await passes(2_100);
    const card = screen.getByText('The backup has ended').closest('.ant-card');
    expect(card).toHaveTextContent('Successful');
    expect(card).toHaveTextContent('250 MB · 3 s');
    expect(screen.queryByText('A backup is running')).not.toBeInTheDocument();
    jest.useRealTimers();
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(screen.queryByText('The backup has ended')).not.toBeInTheDocument();
  });
});

describe('the backup page', () => {
  it('answers whether the data is safe and how long a restore took', async () => {
    await renderApp(new FakeServer(), { at: '/' });
    const headline = await screen.findByTestId('safety');
    expect(headline).toHaveTextContent('Your data is protected.');
    expect(headline).toHaveTextContent('The last measured restore took 42 s.');
  });

  it('shows why the last backup failed and what to do', async () => {
    const failed = makeFailedBackup();
    const status = makeStatus({ lastBackup: makeLast(failed), days: makeDays([28]) });
    await renderApp(new FakeServer({ status, backups: [failed, makeBackup()] }), { at: '/backup' });
    const panel = await screen.findByRole('region', { name: 'Backup status' });
    expect(within(panel).getByTestId('safety')).toHaveAttribute('data-safety', 'attention');
    expect(panel).toHaveTextContent(failed.errorMessage ?? 'a reason');
    expect(panel).toHaveTextContent(failed.errorHint ?? 'a hint');
    const cells = within(within(panel).getByRole('list', { name: /The last 30 days/ })).getAllByRole(
      'listitem',
    );
    expect(cells).toHaveLength(30);
    expect(cells[28]).toHaveAccessibleName(/0 succeeded, 1 failed/);
    const row = await screen.findByRole('row', { name: /The storage is full/ });
    expect(row).toHaveTextContent(failed.errorHint ?? '');
    expect(within(row).queryByRole('link', { name: 'Restore' })).not.toBeInTheDocument();
  });

  it('says in Chinese what to do, with the server’s own words beside it', async () => {
    const failed = makeFailedBackup();
    const status = makeStatus({ lastBackup: makeLast(failed), days: makeDays([28]) });
    await renderApp(new FakeServer({ status, backups: [failed] }), { at: '/backup', language: 'zh-CN' });
    const row = await screen.findByRole('row', { name: /存储空间已满/ });
    expect(row).toHaveTextContent('请释放空间');
    expect(row).toHaveTextContent(failed.errorMessage ?? 'a reason');
  });

  it('starts a backup, and says in words why it could not', async () => {
    const server = new FakeServer();
    server.on('POST', ROUTES.backups, () => problem('JOB_ALREADY_RUNNING', { hint: 'Wait for it.' }));
    await renderApp(server, { at: '/backup' });
    await screen.findByTestId('safety');
    await userEvent.click(screen.getByRole('button', { name: /Back up now/ }));
    expect(
      await screen.findByText('Another backup or restore of this application is running.'),
    ).toBeVisible();
    expect(screen.getByText('Wait for it.')).toBeInTheDocument();
  });

  it('does not let the newest good backup be deleted, and says why', async () => {
    await renderApp(new FakeServer(), { at: '/backup' });
    await userEvent.click(await screen.findByRole('button', { name: /More actions/ }));
    const item = (await screen.findByText('It is the newest good backup and is always kept.')).closest('li');
    expect(item).toHaveAttribute('aria-disabled', 'true');
  });

  it('says what is lost before a backup is deleted', async () => {
    const server = new FakeServer({ backups: [makeBackup({ id: 'older' })] });
    await renderApp(server, { at: '/backup' });
    await userEvent.click(await screen.findByRole('button', { name: /More actions/ }));
    await userEvent.click(await screen.findByText('Delete'));
    expect(await screen.findByText(/can then no longer be restored/)).toBeInTheDocument();
    expect(server.sent('DELETE', ROUTES.backup('older'))).toHaveLength(0);
    await userEvent.click(screen.getByRole('button', { name: 'Delete for good' }));
    expect(server.sent('DELETE', ROUTES.backup('older'))).toHaveLength(1);
  });

  it('asks for the status every minute', async () => {
    jest.useFakeTimers();
    const server = new FakeServer();
    await renderApp(server, { at: '/backup' });
    await passes(100);
    const before = server.sent('GET', ROUTES.status).length;
    await passes(59_000);
    expect(server.sent('GET', ROUTES.status)).toHaveLength(before);
    await passes(2_000);
    expect(server.sent('GET', ROUTES.status)).toHaveLength(before + 1);
  });

  it('asks for the status every two seconds while something runs', async () => {
    jest.useFakeTimers();
    const server = serverWithRun(null);
    await renderApp(server, { at: '/backup' });
    await passes(100);
    const before = server.sent('GET', ROUTES.status).length;
    await passes(6_100);
    expect(server.sent('GET', ROUTES.status)).toHaveLength(before + 3);
  });

  it('keeps its data and says so while the server is away, and recovers by itself', async () => {
    jest.useFakeTimers();
    const server = new FakeServer();
    await renderApp(server, { at: '/backup' });
    await passes(100);
    server.isDown = true;
    await passes(61_000);
    expect(screen.getByText('The server cannot be reached.')).toBeInTheDocument();
    expect(screen.getByTestId('safety')).toHaveTextContent(/As of .*Backups run on schedule/);
    server.isDown = false;
    await passes(6_000);
    expect(screen.queryByText('The server cannot be reached.')).not.toBeInTheDocument();
  });
});
