import { ROUTES } from '@holdfast/contract';
import { act, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { jest } from '@jest/globals';

import { formatTime } from '../../../formatting/format-time.js';
import type { Language } from '../../../i18n/index.js';
import { FakeServer, problem } from '../../../testing/fake-server.js';
import { APP_NAME, makeBackup, makeStatus } from '../../../testing/fixtures.js';
import { renderApp } from '../../../testing/render-app.js';
import { makeFinishedRestore, makeRestore, noUndo } from '../../../testing/restore-fixtures.js';

const backup = makeBackup();

async function openDialog(server: FakeServer, language: Language): Promise<HTMLElement> {
  await renderApp(server, { at: `/restore?backup=${backup.id}`, language });
  const start = language === 'en' ? 'Restore this backup …' : '恢复此备份…';
  const button = await screen.findByRole('button', { name: start });
  await screen.findByText(/1,204,511/);
  await userEvent.click(button);
  return screen.findByRole('dialog');
}

async function passes(ms: number): Promise<void> {
  await act(() => jest.advanceTimersByTimeAsync(ms));
}

afterEach(() => jest.useRealTimers());

describe('the confirmation of a restore', () => {
  it('asks in Chinese with the agreed words', async () => {
    const dialog = await openDialog(new FakeServer(), 'zh-CN');
    const time = formatTime(backup.createdAt, 'zh-CN');
    expect(dialog).toHaveTextContent(`确定要从备份 ${time} 恢复数据吗？此操作将覆盖当前数据。`);
  });

  it('asks in English with the agreed words', async () => {
    const dialog = await openDialog(new FakeServer(), 'en');
    const time = formatTime(backup.createdAt, 'en');
    expect(dialog).toHaveTextContent(
      `Restore data from the backup of ${time}? This overwrites the current data.`,
    );
  });

  it('is possible only after the application’s name was typed exactly', async () => {
    const server = new FakeServer();
    const dialog = await openDialog(server, 'en');
    const confirm = within(dialog).getByRole('button', { name: 'Restore' });
    const input = within(dialog).getByRole('textbox');
    expect(confirm).toBeDisabled();
    await userEvent.type(input, `${APP_NAME.toLowerCase()}{Enter}`);
    expect(confirm).toBeDisabled();
    expect(server.sent('POST', ROUTES.backupRestores(backup.id))).toHaveLength(0);
    await userEvent.clear(input);
    await userEvent.type(input, APP_NAME);
    expect(confirm).toBeEnabled();
    await userEvent.click(confirm);
    expect(server.sent('POST', ROUTES.backupRestores(backup.id))[0]?.body).toEqual({
      mode: 'apply',
      strategy: 'swap',
      confirm: APP_NAME,
    });
  });

  it('is dropped by Escape', async () => {
    const server = new FakeServer();
    const dialog = await openDialog(server, 'en');
    await userEvent.type(within(dialog).getByRole('textbox'), `${APP_NAME}{Escape}`);
    expect(screen.getByRole('button', { name: 'Restore this backup …' })).toBeInTheDocument();
    expect(server.sent('POST', ROUTES.backupRestores(backup.id))).toHaveLength(0);
  });

  it('stays open with the reason when the server refuses', async () => {
    const server = new FakeServer();
    server.on('POST', ROUTES.backupRestores(backup.id), () =>
      problem('PREFLIGHT_FAILED', { detail: 'The role may not create databases.', hint: 'GRANT CREATEDB.' }),
    );
    const dialog = await openDialog(server, 'en');
    await userEvent.type(within(dialog).getByRole('textbox'), `${APP_NAME}{Enter}`);
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      /cannot be carried out.*may not create databases.*GRANT CREATEDB/,
    );
  });
});

describe('a running restore', () => {
  it('is found again without an address, and shows its phase and real figures', async () => {
    const restore = makeRestore();
    const status = makeStatus({ runningRestoreId: restore.id });
    await renderApp(new FakeServer({ status, restores: [restore] }), { at: '/restore' });
    expect(await screen.findByText('48%')).toBeInTheDocument();
    expect(screen.getByText('512 MB of 1.2 GB · 41 of 97 items')).toBeInTheDocument();
    expect(screen.getByText('Now: Loading the backup')).toBeInTheDocument();
  });

  it('claims no total that is not known', async () => {
    const detail = { bytesDone: 7_000_000, bytesTotal: null, itemsDone: null, itemsTotal: null };
    const restore = makeRestore({ phase: 'safety-snapshot', detail });
    await renderApp(new FakeServer({ restores: [restore] }), { at: `/restore?restore=${restore.id}` });
    expect(await screen.findByText('7 MB so far')).toBeInTheDocument();
  });

  it('can be canceled until the swap begins', async () => {
    const restore = makeRestore();
    const server = new FakeServer({ restores: [restore] });
    await renderApp(server, { at: `/restore?restore=${restore.id}` });
    await userEvent.click(await screen.findByRole('button', { name: 'Cancel the restore' }));
    expect(server.sent('POST', ROUTES.restoreCancel(restore.id))).toHaveLength(1);
  });

  it('cannot be canceled during the swap', async () => {
    const restore = makeRestore({ phase: 'swapping' });
    await renderApp(new FakeServer({ restores: [restore] }), { at: `/restore?restore=${restore.id}` });
    expect(await screen.findByRole('button', { name: 'Cancel the restore' })).toBeDisabled();
  });

  it('is asked for every two seconds', async () => {
    jest.useFakeTimers();
    const restore = makeRestore();
    const server = new FakeServer({ restores: [restore] });
    await renderApp(server, { at: `/restore?restore=${restore.id}` });
    await passes(100);
    const before = server.sent('GET', ROUTES.restore(restore.id)).length;
    await passes(6_100);
    expect(server.sent('GET', ROUTES.restore(restore.id))).toHaveLength(before + 3);
  });
});

describe('a finished restore', () => {
  it.each([
    ['zh-CN', '数据恢复成功'],
    ['en', 'Data restored successfully'],
  ] as const)('says so in %s with the agreed words', async (language, words) => {
    const restore = makeFinishedRestore();
    await renderApp(new FakeServer({ restores: [restore] }), {
      at: `/restore?restore=${restore.id}`,
      language,
    });
    expect(await screen.findByText(words)).toBeInTheDocument();
  });

  it('says what was compared and how long connections were refused', async () => {
    const restore = makeFinishedRestore();
    await renderApp(new FakeServer({ restores: [restore] }), { at: `/restore?restore=${restore.id}` });
    expect(await screen.findByText(/2 tables, 1,204,500 rows, 4 large objects/)).toBeInTheDocument();
    expect(screen.getByText('180 ms')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: /snapshot_before_restore/ })).toBeInTheDocument();
  });

  it('is undone only after a question', async () => {
    const restore = makeFinishedRestore();
    const server = new FakeServer({ restores: [restore] });
    await renderApp(server, { at: `/restore?restore=${restore.id}` });
    await userEvent.click(await screen.findByRole('button', { name: 'Undo the restore …' }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('What was written since the restore is then no longer there.');
    expect(server.sent('POST', ROUTES.restoreUndo(restore.id))).toHaveLength(0);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Undo' }));
    expect(server.sent('POST', ROUTES.restoreUndo(restore.id))).toHaveLength(1);
  });

  it('offers no undo where there is none', async () => {
    const restore = makeFinishedRestore({ undo: noUndo() });
    await renderApp(new FakeServer({ restores: [restore] }), { at: `/restore?restore=${restore.id}` });
    await screen.findByText('Data restored successfully');
    expect(screen.queryByRole('button', { name: 'Undo the restore …' })).not.toBeInTheDocument();
  });

  it('says after a failure that the data is unchanged, why, and what to do', async () => {
    const restore = makeRestore({
      status: 'failed',
      phase: 'comparing',
      errorCode: 'RESTORE_MISMATCH',
      errorMessage: 'Table public.orders differs.',
      errorHint: 'Choose another backup.',
    });
    await renderApp(new FakeServer({ restores: [restore] }), { at: `/restore?restore=${restore.id}` });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('the data is unchanged');
    expect(alert).toHaveTextContent('Table public.orders differs.');
    expect(alert).toHaveTextContent('Choose another backup.');
  });
});
