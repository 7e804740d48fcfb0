import { API_KEY_HEADER } from '@holdfast/contract';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';

import { logIn, startTestServer, temporaryDirectory, type TestServer } from '../testing/test-server.js';

interface Route {
  verb: 'get' | 'post' | 'patch' | 'put' | 'delete';
  path: string;
}

/** Everything else is denied to whoever is not logged in. */
const PUBLIC = [
  'post /api/v1/auth/login',
  'get /api/v1/downloads/:token',
  'get /health/live',
  'get /health/ready',
];
const SESSION_ONLY = [
  'get /api/v1/api-keys',
  'post /api/v1/api-keys',
  'delete /api/v1/api-keys/:id',
  'post /api/v1/destinations',
  'post /api/v1/destinations/test',
  'patch /api/v1/destinations/:id',
  'delete /api/v1/destinations/:id',
  'post /api/v1/encryption/keys',
  'get /api/v1/encryption/recovery-kit',
];

describe('Every route and every role', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let server: TestServer;
  let routes: Route[];

  beforeAll(async () => {
    directory = await temporaryDirectory();
    server = await startTestServer({ directory: directory.path });
    routes = registeredRoutes(server);
  });

  afterAll(async () => {
    await server.close();
    await directory.remove();
  });

  it('finds the routes that Nest registered', () => {
    expect(routes.length).toBeGreaterThan(50);
    expect(routes.map(nameOf)).toEqual(
      expect.arrayContaining([...PUBLIC, ...SESSION_ONLY, 'get /api/v1/status']),
    );
  });

  it('answers 401 to anyone who is not logged in, unless the route is public', async () => {
    const open: string[] = [];
    for (const route of routes) {
      const { status } = await ask(server, route, {});
      if (status !== 401) open.push(nameOf(route));
    }
    // Log-in answers 400 here, since the body is empty, and a download 404: its token is its login.
    expect(open.sort()).toEqual([...PUBLIC].sort());
  });

  it('does not let a wrong key or a wrong cookie in anywhere', async () => {
    for (const headers of [{ [API_KEY_HEADER]: 'hf_wrong' }, { cookie: 'holdfast_session=wrong' }]) {
      const open: string[] = [];
      for (const route of routes) {
        const { status } = await ask(server, route, headers);
        if (status !== 401) open.push(nameOf(route));
      }
      expect(open.sort()).toEqual([...PUBLIC].sort());
    }
  });

  it('lets an administrator’s session in everywhere', async () => {
    const refused: string[] = [];
    const cookie = await logIn(server.app);
    const logOutLast = [...routes].sort((one, other) => Number(isLogOut(one)) - Number(isLogOut(other)));
    for (const route of logOutLast) {
      const { status } = await ask(server, route, { cookie });
      if (status === 403 || (status === 401 && !PUBLIC.includes(nameOf(route)))) refused.push(nameOf(route));
    }
    expect(refused).toEqual([]);
  });

  it('lets an API key in everywhere but to the keys themselves', async () => {
    const refused: string[] = [];
    for (const route of routes) {
      const { status } = await server.admin[route.verb](concrete(route));
      if (status === 401 || status === 403) refused.push(nameOf(route));
    }
    expect(refused.sort()).toEqual([...SESSION_ONLY].sort());
  });
});

function isLogOut({ path }: Route): boolean {
  return path.endsWith('/auth/logout');
}

function ask(server: TestServer, route: Route, headers: Record<string, string>) {
  return request(server.app.getHttpServer())[route.verb](concrete(route)).set(headers);
}

function concrete({ path }: Route): string {
  return path.replace(/:\w+/g, 'some-id');
}

function nameOf({ verb, path }: Route): string {
  return `${verb} ${path}`;
}

/** From the router itself, so that a route nobody thought of is tested as well. */
function registeredRoutes({ app }: TestServer): Route[] {
  const { router } = app.getHttpAdapter().getInstance() as unknown as {
    router: { stack: { route?: { path: string; methods: Record<string, boolean> } }[] };
  };
  return router.stack
    .flatMap(({ route }) => (route === undefined ? [] : [route]))
    .filter(({ path }) => typeof path === 'string' && !path.startsWith('/api/docs'))
    .flatMap(({ path, methods }) => Object.keys(methods).map((verb) => ({ verb, path }) as Route));
}
