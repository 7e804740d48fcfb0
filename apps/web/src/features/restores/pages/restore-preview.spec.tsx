import { ROUTES, type RestoreView } from '@holdfast/contract';
import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';

import { FakeServer } from '../../../testing/fake-server.js';
import { APP_NAME, makeBackup } from '../../../testing/fixtures.js';
import { renderApp } from '../../../testing/render-app.js';
import { makePreview } from '../../../testing/restore-fixtures.js';

const backup = makeBackup();
const restores = ROUTES.backupRestores(backup.id);

function serverWith(preview: RestoreView, parts: Partial<typeof backup> = {}): FakeServer {
  const server = new FakeServer({ backups: [{ ...backup, ...parts }], restores: [preview] });
  server.on('POST', restores, () => ({ status: 202, body: { id: preview.id, status: 'pending' } }));
  return server;
}

async function open(server: FakeServer, preview?: RestoreView): Promise<void> {
  const suffix = preview === undefined ? '' : `&preview=${preview.id}`;
  await renderApp(server, { at: `/restore?backup=${backup.id}${suffix}` });
}

describe('the preview of a restore', () => {
  it('shows table by table what will change, without asking for anything but a preview', async () => {
    const server = serverWith(makePreview());
    await open(server);
    await userEvent.click(await screen.findByRole('button', { name: 'Preview: what will change' }));
    const row = await screen.findByRole('row', { name: /public\.orders/ });
    expect(row).toHaveTextContent('1,000,000');
    expect(row).toHaveTextContent('1,000,412');
    expect(row).toHaveTextContent('Changes');
    expect(screen.getByText('About 1 min 5 s')).toBeInTheDocument();
    expect(screen.getByText('from 4 restores and drills of this application')).toBeInTheDocument();
    expect(server.sent('POST', restores).map(({ body }) => body)).toEqual([
      { mode: 'preview', strategy: 'swap' },
    ]);
  });

  it('finds a table among many', async () => {
    const preview = makePreview();
    await open(serverWith(preview), preview);
    await userEvent.type(await screen.findByRole('searchbox', { name: 'Search for a table' }), 'COUP');
    expect(await screen.findByRole('row', { name: /public\.coupons/ })).toBeInTheDocument();
    expect(screen.queryByRole('row', { name: /public\.orders/ })).not.toBeInTheDocument();
  });

  it('can be made exact', async () => {
    const preview = makePreview();
    const server = serverWith(preview);
    await open(server, preview);
    await userEvent.click(await screen.findByRole('button', { name: 'Compare the content exactly' }));
    expect(server.sent('POST', restores)[0]?.body).toMatchObject({ mode: 'preview', isExact: true });
  });

  it('bars a restore that cannot be carried out, and says so', async () => {
    const preview = makePreview({ canRestore: false });
    await open(serverWith(preview), preview);
    expect(await screen.findByText('The restore cannot be carried out.')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Restore this backup …' })).toBeDisabled();
  });

  it('is told apart from one of other choices', async () => {
    const preview = makePreview();
    await open(serverWith(preview), preview);
    await screen.findByText('The restore can be carried out.');
    await userEvent.click(screen.getByRole('radio', { name: /in place/ }));
    expect(screen.getByText(/You have chosen something else since this preview/)).toBeInTheDocument();
    expect(screen.queryByText('The restore can be carried out.')).not.toBeInTheDocument();
  });

  it('is missed in the confirmation where there is none', async () => {
    await open(serverWith(makePreview()));
    await userEvent.click(await screen.findByRole('button', { name: 'Restore this backup …' }));
    expect(await screen.findByRole('dialog')).toHaveTextContent('There is no preview of this restore');
  });
});

describe('the choices of a restore', () => {
  it('ask for trust before a package that was signed elsewhere is restored, not before it is previewed', async () => {
    const server = serverWith(makePreview(), { authenticity: 'foreign' });
    await open(server);
    const preview = await screen.findByRole('button', { name: 'Preview: what will change' });
    expect(preview).toBeEnabled();
    const start = screen.getByRole('button', { name: 'Restore this backup …' });
    expect(start).toBeDisabled();
    await userEvent.click(screen.getByRole('checkbox', { name: 'I trust where this backup comes from' }));
    await userEvent.click(start);
    const dialog = await screen.findByRole('dialog');
    await userEvent.type(within(dialog).getByRole('textbox'), `${APP_NAME}{Enter}`);
    expect(server.sent('POST', restores)[0]?.body).toMatchObject({ mode: 'apply', acknowledgeForeign: true });
  });

  it('send only the chosen tables, and how they are placed', async () => {
    const server = serverWith(makePreview());
    await open(server);
    await userEvent.click(await screen.findByRole('radio', { name: /Only chosen tables/ }));
    const start = screen.getByRole('button', { name: 'Restore this backup …' });
    expect(start).toBeDisabled();
    await userEvent.click(screen.getByRole('checkbox', { name: 'public.orders' }));
    await userEvent.click(screen.getByRole('radio', { name: /beside, under another name/ }));
    await userEvent.click(start);
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('Nothing is overwritten.');
    await userEvent.type(within(dialog).getByRole('textbox'), `${APP_NAME}{Enter}`);
    expect(server.sent('POST', restores)[0]?.body).toEqual({
      mode: 'apply',
      strategy: 'tables',
      tables: ['public.orders'],
      tablePlacement: 'beside',
      confirm: APP_NAME,
    });
  });
});
