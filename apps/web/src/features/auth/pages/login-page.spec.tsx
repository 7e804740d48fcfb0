import { ROUTES } from '@holdfast/contract';
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';

import { FakeServer, problem } from '../../../testing/fake-server.js';
import { renderApp } from '../../../testing/render-app.js';

async function logIn(): Promise<void> {
  await userEvent.type(await screen.findByLabelText('E-mail'), 'admin@example.com');
  await userEvent.type(screen.getByLabelText('Password'), 'secret{Enter}');
}

describe('the login page', () => {
  it('leads back to where one wanted to go', async () => {
    await renderApp(new FakeServer({ me: null }), { at: '/restore' });
    await logIn();
    expect(await screen.findByRole('heading', { level: 1, name: 'Restore data' })).toBeInTheDocument();
  });

  it('says in words that the password is wrong', async () => {
    const server = new FakeServer({ me: null });
    server.on('POST', ROUTES.login, () => problem('INVALID_CREDENTIALS'));
    await renderApp(server, { at: '/login' });
    await logIn();
    expect(await screen.findByRole('alert')).toHaveTextContent('E-mail or password is wrong.');
  });

  it('says when there were too many attempts, and when to try again', async () => {
    const server = new FakeServer({ me: null });
    server.on('POST', ROUTES.login, () => problem('TOO_MANY_REQUESTS', { hint: 'Try again in 60 seconds.' }));
    await renderApp(server, { at: '/login', language: 'zh-CN' });
    await userEvent.type(await screen.findByLabelText('邮箱'), 'admin@example.com');
    await userEvent.type(screen.getByLabelText('密码'), 'secret{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('尝试次数过多，请稍后再试。');
    expect(screen.getByRole('alert')).toHaveTextContent('请等待一分钟后再试。');
  });

  it('asks again when a session ends while a page is open', async () => {
    const server = new FakeServer();
    await renderApp(server, { at: '/audit' });
    await screen.findByText('Backup');
    server.state.me = null;
    await userEvent.click(screen.getByRole('link', { name: 'Settings' }));
    expect(await screen.findByLabelText('Password')).toBeInTheDocument();
  });
});
