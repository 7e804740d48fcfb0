import { ROUTES, type PackageCopyView } from '@holdfast/contract';
import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';

import { FakeServer, problem } from '../../../testing/fake-server.js';
import { FakeUpload } from '../../../testing/fake-upload.js';
import { makeBackup, makeStatus } from '../../../testing/fixtures.js';
import { renderApp } from '../../../testing/render-app.js';
import { makeRestore } from '../../../testing/restore-fixtures.js';

const backup = makeBackup();

async function openMenu(server: FakeServer): Promise<void> {
  await renderApp(server, { at: '/backup' });
  await userEvent.click(await screen.findByRole('button', { name: /More actions/ }));
}

describe('the actions of a backup', () => {
  it('run a drill and lead to the progress', async () => {
    const run = makeRestore({ id: 'accepted', mode: 'drill', phase: 'loading' });
    const server = new FakeServer({ restores: [run] });
    await openMenu(server);
    await userEvent.click(await screen.findByText('Run a drill'));
    expect(await screen.findByText('Now: Loading the backup')).toBeInTheDocument();
    expect(server.sent('POST', ROUTES.backupRestores(backup.id))[0]?.body).toEqual({ mode: 'drill' });
  });

  it('verify it as far as was chosen', async () => {
    const server = new FakeServer();
    await openMenu(server);
    await userEvent.click(await screen.findByText('Verify …'));
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(within(dialog).getByRole('radio', { name: /Checksums only/ }));
    await userEvent.click(within(dialog).getByRole('button', { name: 'Start' }));
    expect(server.sent('POST', ROUTES.backupVerify(backup.id))[0]?.body).toEqual({ level: 'hashed' });
  });

  it('offer the package and the integrity report', async () => {
    await openMenu(new FakeServer());
    const link = await screen.findByRole('link', { name: 'Download (.tar)' });
    expect(link).toHaveAttribute('href', ROUTES.backupDownload(backup.id));
    expect(screen.getByRole('link', { name: 'Integrity report' })).toHaveAttribute(
      'href',
      ROUTES.integrityReport(backup.id),
    );
  });

  it('make one of the chosen type', async () => {
    const server = new FakeServer();
    await renderApp(server, { at: '/backup' });
    await screen.findByTestId('safety');
    await userEvent.click(screen.getByRole('button', { name: 'Choose the type of the backup' }));
    await userEvent.click(await screen.findByText(/What changed since the last full backup/));
    expect(server.sent('POST', ROUTES.backups)[0]?.body).toEqual({ type: 'differential' });
  });
});

describe('the copies of a backup', () => {
  const failed: PackageCopyView = {
    destinationId: 'd1',
    destinationName: 'MinIO',
    state: 'failed',
    location: null,
    sizeBytes: null,
    bytesDone: null,
    storedAt: null,
    errorCode: 'STORAGE_REFUSED',
    errorMessage: 'AccessDenied.',
    errorHint: 'Allow s3:PutObject.',
  };

  it('say why one failed, and are sent again', async () => {
    const server = new FakeServer({ backups: [makeBackup({ copies: [failed] })] });
    await renderApp(server, { at: `/backup?backup=${backup.id}` });
    const detail = await screen.findByRole('dialog');
    expect(await within(detail).findByText('AccessDenied.')).toBeInTheDocument();
    await userEvent.click(within(detail).getByRole('button', { name: /Send again/ }));
    expect(server.sent('POST', ROUTES.backupCopies(backup.id))[0]?.body).toEqual({ destinationId: 'd1' });
  });

  it('show how much of one has really been sent', async () => {
    const sending = {
      ...failed,
      state: 'sending' as const,
      sizeBytes: 1_000,
      bytesDone: 250,
      errorCode: null,
    };
    const server = new FakeServer({ backups: [makeBackup({ copies: [sending] })] });
    await renderApp(server, { at: `/backup?backup=${backup.id}` });
    expect(await screen.findByText('25%')).toBeInTheDocument();
  });
});

describe('the import of a package', () => {
  async function choose(): Promise<HTMLElement> {
    await renderApp(new FakeServer(), { at: '/backup' });
    await userEvent.click(await screen.findByRole('button', { name: /Import/ }));
    const dialog = await screen.findByRole('dialog');
    const file = new File(['x'.repeat(1_000)], 'package.tar');
    await userEvent.upload(within(dialog).getByLabelText('Package (.tar)'), file);
    return dialog;
  }

  it('shows what has really been sent, and says when it is done', async () => {
    const uploads = FakeUpload.install();
    const dialog = await choose();
    await userEvent.click(within(dialog).getByRole('button', { name: 'Import' }));
    uploads.last().progress(400, 1_000);
    expect(await within(dialog).findByText('40%')).toBeInTheDocument();
    uploads.last().answer(201, backup);
    expect(await screen.findByText('The backup was imported.')).toBeInTheDocument();
  });

  it('goes on with a package that was not signed here only after a yes', async () => {
    const uploads = FakeUpload.install();
    const dialog = await choose();
    await userEvent.click(within(dialog).getByRole('button', { name: 'Import' }));
    const refusal = problem('PACKAGE_NOT_TRUSTED');
    uploads.last().answer(refusal.status, refusal.body);
    const yes = await within(dialog).findByRole('checkbox', {
      name: /I trust where this package comes from/,
    });
    expect(within(dialog).getByRole('button', { name: 'Import' })).toBeDisabled();
    await userEvent.click(yes);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Import' }));
    expect(uploads.last().address).toBe(`${ROUTES.backupImport}?acknowledgeForeign=true`);
  });
});

describe('the call for a drill', () => {
  const recovery = {
    provenTo: 'readable',
    measuredRestoreSeconds: null,
    lastDrill: null,
    nextDrill: null,
  } as const;

  it('stands there until one was made', async () => {
    const server = new FakeServer({ status: makeStatus({ recovery }) });
    await renderApp(server, { at: '/backup' });
    expect(await screen.findByText('No drill has been run yet.')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Run a drill' }));
    expect(server.sent('POST', ROUTES.backupRestores(backup.id))[0]?.body).toEqual({ mode: 'drill' });
  });

  it('is silent afterwards', async () => {
    await renderApp(new FakeServer(), { at: '/backup' });
    await screen.findByTestId('safety');
    expect(screen.queryByText('No drill has been run yet.')).not.toBeInTheDocument();
  });
});
