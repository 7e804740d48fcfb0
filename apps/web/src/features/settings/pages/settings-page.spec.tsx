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
});
