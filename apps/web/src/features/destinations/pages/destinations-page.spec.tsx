import { ROUTES } from '@holdfast/contract';
import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';

import { FakeServer, problem } from '../../../testing/fake-server.js';
import { renderApp } from '../../../testing/render-app.js';
import { makeDestination, makeDestinationTest } from '../../../testing/settings-fixtures.js';

const bucket = makeDestination();

async function fillBucket(dialog: HTMLElement): Promise<void> {
  await userEvent.type(within(dialog).getByLabelText('Name'), 'Bucket');
  await userEvent.type(within(dialog).getByLabelText('Bucket'), 'b');
  await userEvent.type(within(dialog).getByLabelText('Access key id'), 'k');
  await userEvent.type(within(dialog).getByLabelText('Secret access key'), 's');
}

describe('the destinations', () => {
  it('say why a second place matters while there is none', async () => {
    await renderApp(new FakeServer(), { at: '/destinations' });
    expect(await screen.findByText('All backups lie in one place.')).toBeInTheDocument();
  });

  it('are created with what was typed', async () => {
    const server = new FakeServer();
    await renderApp(server, { at: '/destinations' });
    await userEvent.click(await screen.findByRole('button', { name: 'Add a destination' }));
    const dialog = await screen.findByRole('dialog');
    await fillBucket(dialog);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
    expect(await screen.findByText(/The destination is saved/)).toBeInTheDocument();
    expect(server.sent('POST', ROUTES.destinations)[0]?.body).toMatchObject({
      name: 'Bucket',
      kind: 's3',
      s3: { endpoint: null, bucket: 'b', secretAccessKey: 's' },
    });
  });

  it('show what the server says against a field at that field', async () => {
    const server = new FakeServer();
    server.on('POST', ROUTES.destinations, () =>
      problem('VALIDATION_FAILED', { violations: [{ field: 's3.bucket', message: 'no such bucket' }] }),
    );
    await renderApp(server, { at: '/destinations' });
    await userEvent.click(await screen.findByRole('button', { name: 'Add a destination' }));
    const dialog = await screen.findByRole('dialog');
    await fillBucket(dialog);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
    const message = await within(dialog).findByText('no such bucket');
    expect(message.closest('.ant-form-item')).toHaveTextContent('Bucket');
  });

  it('are tested step by step', async () => {
    const server = new FakeServer({ destinations: [bucket] });
    server.on('POST', ROUTES.destinationTest(bucket.id), () => ({
      status: 200,
      body: makeDestinationTest(),
    }));
    await renderApp(server, { at: '/destinations' });
    await userEvent.click(await screen.findByRole('button', { name: /^Test/ }));
    const steps = within(await screen.findByRole('dialog'));
    expect(await steps.findByText('The bucket refused the write: AccessDenied.')).toBeInTheDocument();
    expect(steps.getByText('Allow s3:PutObject for this access key.')).toBeInTheDocument();
    const behind = steps.getByText('Refuse to overwrite').closest('li');
    expect(behind).toHaveTextContent('not reached');
  });

  it('are removed only after a question that says what stays', async () => {
    const server = new FakeServer({ destinations: [bucket] });
    await renderApp(server, { at: '/destinations' });
    await userEvent.click(await screen.findByRole('button', { name: /^Remove/ }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('The packages that lie there stay.');
    expect(server.sent('DELETE', ROUTES.destination(bucket.id))).toHaveLength(0);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Remove' }));
    expect(server.sent('DELETE', ROUTES.destination(bucket.id))).toHaveLength(1);
  });

  it('of the environment can be tested, not changed', async () => {
    await renderApp(new FakeServer({ destinations: [makeDestination({ isFromEnvironment: true })] }), {
      at: '/destinations',
    });
    expect(await screen.findByRole('button', { name: /^Test/ })).toBeEnabled();
    expect(screen.getByText(/change it there and restart the console/)).toBeInTheDocument();
    expect(screen.getByRole('switch')).toBeDisabled();
    expect(screen.queryByRole('button', { name: /^(Change|Remove)/ })).not.toBeInTheDocument();
  });
});
