import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';

import { FakeServer } from '../../testing/fake-server.js';
import { renderApp } from '../../testing/render-app.js';

describe('the frame around the pages', () => {
  it('switches the language at once and remembers the choice', async () => {
    await renderApp(new FakeServer(), { at: '/audit' });
    await userEvent.click(await screen.findByRole('button', { name: 'Language' }));
    await userEvent.click(await screen.findByText('中文'));
    expect(await screen.findByRole('heading', { level: 1, name: '审计日志' })).toBeInTheDocument();
    expect(document.documentElement.lang).toBe('zh-CN');
    expect(localStorage.getItem('holdfast.language')).toBe('zh-CN');
  });

  it('says where there is no page', async () => {
    await renderApp(new FakeServer(), { at: '/nowhere' });
    expect(await screen.findByText('There is no page at this address.')).toBeInTheDocument();
  });

  it('logs out', async () => {
    await renderApp(new FakeServer(), { at: '/audit' });
    await userEvent.click(await screen.findByRole('button', { name: 'Account admin@example.com' }));
    await userEvent.click(await screen.findByText('Log out'));
    expect(await screen.findByLabelText('Password')).toBeInTheDocument();
  });
});
