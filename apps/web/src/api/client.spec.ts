import { ROUTES } from '@holdfast/contract';

import { FakeServer, problem } from '../testing/fake-server.js';
import { connect } from '../testing/render-app.js';
import { ApiError, ConnectionError } from './api-error.js';
import { request } from './client.js';

describe('request', () => {
  it('throws the problem that the server answered, with its hint', async () => {
    const server = new FakeServer();
    server.on('GET', ROUTES.status, () =>
      problem('SOURCE_UNREACHABLE', { detail: 'db:5432 refused', hint: 'Start it.' }),
    );
    connect(server);
    await expect(request('GET', ROUTES.status)).rejects.toMatchObject({
      constructor: ApiError,
      status: 502,
      code: 'SOURCE_UNREACHABLE',
      detail: 'db:5432 refused',
      hint: 'Start it.',
    });
  });

  it('throws a ConnectionError when nobody answers', async () => {
    const server = new FakeServer();
    server.isDown = true;
    connect(server);
    await expect(request('GET', ROUTES.status)).rejects.toBeInstanceOf(ConnectionError);
  });

  it('takes a proxy’s own error page for a server that is away', async () => {
    const server = new FakeServer();
    server.on('GET', ROUTES.status, () => ({ status: 502, body: '<html>Bad Gateway</html>' }));
    connect(server);
    await expect(request('GET', ROUTES.status)).rejects.toBeInstanceOf(ConnectionError);
  });

  it('treats a code that it does not know as unexpected', async () => {
    const server = new FakeServer();
    server.on('GET', ROUTES.status, () => ({
      status: 418,
      body: { code: 'NEW_CODE', status: 418, detail: 'd' },
    }));
    connect(server);
    await expect(request('GET', ROUTES.status)).rejects.toMatchObject({ code: 'UNEXPECTED', detail: 'd' });
  });

  it('sends only the query values that are given', async () => {
    const server = new FakeServer();
    connect(server);
    await request('GET', ROUTES.backups, { query: { status: undefined, limit: 5 } });
    expect(server.sent('GET', ROUTES.backups)[0]?.query.toString()).toBe('limit=5');
  });

  it('gives undefined for an empty answer', async () => {
    connect(new FakeServer());
    await expect(request('DELETE', ROUTES.backup('a'))).resolves.toBeUndefined();
  });
});
