import { ROUTES } from '@holdfast/contract';
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';

import { FakeServer, problem } from '../../../testing/fake-server.js';
import { renderApp } from '../../../testing/render-app.js';
import { makeApiKey } from '../../../testing/settings-fixtures.js';

async function changeCron(text: string): Promise<void> {
  const input = await screen.findByLabelText('Schedule (cron)');
  await userEvent.clear(input);
  await userEvent.type(input, `${text}{Enter}`);
}

describe('the settings page', () => {
  it('saves the schedule', async () => {
    const server = new FakeServer();
    await renderApp(server, { at: '/settings' });
    await changeCron('30 3 * * *');
    expect(await screen.findByText('The settings are saved.')).toBeInTheDocument();
    expect(server.sent('PATCH', ROUTES.settings)[0]?.body).toEqual({
      backup: {
        isEnabled: true,
        cron: '30 3 * * *',
        timezone: 'Asia/Shanghai',
        retentionDays: 30,
        retentionCount: null,
        type: 'full',
        maxChainLength: 7,
      },
    });
  });

  it('does not send a schedule with too few fields', async () => {
    const server = new FakeServer();
    await renderApp(server, { at: '/settings' });
    await changeCron('3 *');
    expect(await screen.findByText(/A schedule has five or six fields/)).toBeInTheDocument();
    expect(server.sent('PATCH', ROUTES.settings)).toHaveLength(0);
  });

  it('shows what the server says against a schedule', async () => {
    const server = new FakeServer();
    server.on('PATCH', ROUTES.settings, () =>
      problem('VALIDATION_FAILED', {
        violations: [{ field: 'backup.cron', message: 'hour 25 does not exist' }],
      }),
    );
    await renderApp(server, { at: '/settings' });
    await changeCron('0 25 * * *');
    expect(await screen.findByText('hour 25 does not exist')).toBeInTheDocument();
  });

  it('shows a new API key this once', async () => {
    const server = new FakeServer();
    server.on('POST', ROUTES.apiKeys, () => ({ status: 201, body: { ...makeApiKey(), key: 'hf_secret' } }));
    await renderApp(server, { at: '/settings' });
    await userEvent.type(await screen.findByLabelText('Name'), 'script{Enter}');
    expect(await screen.findByText('hf_secret')).toBeInTheDocument();
    expect(server.sent('POST', ROUTES.apiKeys)[0]?.body).toEqual({ name: 'script' });
  });

  it('asks for the recovery kit only on request', async () => {
    const server = new FakeServer();
    await renderApp(server, { at: '/settings' });
    const button = await screen.findByRole('button', { name: 'Show the recovery kit' });
    expect(server.sent('GET', ROUTES.recoveryKit)).toHaveLength(0);
    await userEvent.click(button);
    expect(await screen.findByText(/AGE-SECRET-KEY-EXAMPLE/)).toBeInTheDocument();
  });

  it('stops the scheduler', async () => {
    const server = new FakeServer();
    await renderApp(server, { at: '/settings' });
    await userEvent.click(await screen.findByRole('button', { name: 'Stop the scheduler' }));
    expect(server.sent('POST', ROUTES.schedulerStop)).toHaveLength(1);
  });

  it('saves assertions, and shows what the server says against one at its field', async () => {
    const server = new FakeServer();
    server.on('PATCH', ROUTES.settings, () =>
      problem('VALIDATION_FAILED', {
        violations: [{ field: 'drill.assertions.0.sql', message: 'must be one SELECT' }],
      }),
    );
    await renderApp(server, { at: '/settings' });
    await userEvent.click(await screen.findByRole('button', { name: 'Add an assertion' }));
    await userEvent.type(screen.getByLabelText('What is asserted'), 'There are orders');
    await userEvent.type(screen.getByLabelText('SQL'), 'DELETE FROM orders');
    await userEvent.type(screen.getByLabelText('Drill schedule (cron)'), '{Enter}');
    const message = await screen.findByText('must be one SELECT');
    expect(message.closest('.ant-form-item')).toHaveTextContent('SQL');
    expect(server.sent('PATCH', ROUTES.settings)[0]?.body).toEqual({
      drill: {
        isEnabled: true,
        cron: '0 0 4 * * 5',
        assertions: [{ name: 'There are orders', sql: 'DELETE FROM orders' }],
      },
    });
  });

  it('makes a new key only after a question, and advises a new recovery kit', async () => {
    const server = new FakeServer();
    await renderApp(server, { at: '/settings' });
    await userEvent.click(await screen.findByRole('button', { name: 'Rotate the key …' }));
    expect(server.sent('POST', ROUTES.encryptionKeys)).toHaveLength(0);
    await userEvent.click(await screen.findByRole('button', { name: 'Make a new key' }));
    expect(await screen.findByText('There is a new key.')).toBeInTheDocument();
    expect(screen.getAllByRole('link', { name: /Page to print/ })[0]).toHaveAttribute('target', '_blank');
  });

  it('shows the recovery kit on a page to print only on request', async () => {
    const server = new FakeServer();
    await renderApp(server, { at: '/recovery-kit' });
    const button = await screen.findByRole('button', { name: 'Show the recovery kit' });
    expect(server.sent('GET', ROUTES.recoveryKit)).toHaveLength(0);
    await userEvent.click(button);
    expect(await screen.findByText(/AGE-SECRET-KEY-EXAMPLE/)).toBeInTheDocument();
    expect(screen.getByRole('button', { name: /Print$/ })).toBeInTheDocument();
  });
});
