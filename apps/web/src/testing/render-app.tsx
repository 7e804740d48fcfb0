/** Shows the real app in a test, at an address, against a fake server at the network boundary. */
import { render, type RenderResult } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router-dom';

import { Providers } from '../app/providers.js';
import { routes } from '../app/router.js';
import { i18next, type Language } from '../i18n/index.js';
import type { FakeServer } from './fake-server.js';

function textOf(body: unknown): string {
  if (body === undefined) return '';
  return typeof body === 'string' ? body : JSON.stringify(body);
}

/** Puts the fake server in the place of the network. */
export function connect(server: FakeServer): void {
  const fetchFake = async (address: string, init: RequestInit = {}): Promise<Partial<Response>> => {
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
    const answer = server.answer(init.method ?? 'GET', address, body);
    if (answer === null) throw new TypeError('fetch failed');
    const text = textOf(answer.body);
    return { ok: answer.status < 400, status: answer.status, text: async () => text };
  };
  Object.assign(globalThis, { fetch: fetchFake });
}

interface Options {
  at: string;
  language?: Language;
}

export async function renderApp(server: FakeServer, { at, language = 'en' }: Options): Promise<RenderResult> {
  connect(server);
  await i18next.changeLanguage(language);
  const router = createMemoryRouter(routes, { initialEntries: [at] });
  return render(
    <Providers>
      <RouterProvider router={router} />
    </Providers>,
  );
}
