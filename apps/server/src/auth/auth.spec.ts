import { API_KEY_HEADER, ROUTES } from '@holdfast/contract';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import {
  ADMIN,
  logIn,
  startTestServer,
  temporaryDirectory,
  type TestServer,
} from '../testing/test-server.js';

describe('Authentication', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let server: TestServer;

  beforeEach(async () => {
    directory = await temporaryDirectory();
    server = await startTestServer({ directory: directory.path });
  });

  afterEach(async () => {
    await server.close();
    await directory.remove();
  });

  it('opens a session by e-mail and password and closes it again', async () => {
    const cookie = await logIn(server.app);
    const me = await server.anonymous.get(ROUTES.me).set('cookie', cookie).expect(200);
    expect(me.body).toEqual({ email: ADMIN.email, role: 'admin', via: 'session' });
    await server.anonymous.post(ROUTES.logout).set('cookie', cookie).expect(204);
    await server.anonymous.get(ROUTES.me).set('cookie', cookie).expect(401);
  });

  it('sets a cookie that scripts and other sites cannot use', async () => {
    const answer = await server.anonymous.post(ROUTES.login).send(ADMIN).expect(200);
    const [cookie] = answer.get('set-cookie') ?? [];
    expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
  });

  it('marks the cookie Secure where the console is reached by https', async () => {
    await server.close();
    const env = { PUBLIC_URL: 'https://backup.example.org' };
    server = await startTestServer({ directory: directory.path, env });
    const answer = await server.anonymous.post(ROUTES.login).send(ADMIN).expect(200);
    expect(answer.get('set-cookie')?.[0]).toContain('; Secure');
  });

  it('does not tell whether the e-mail or the password was wrong', async () => {
    const wrongPassword = await server.anonymous.post(ROUTES.login).send({ ...ADMIN, password: 'wrong' });
    const wrongEmail = await server.anonymous
      .post(ROUTES.login)
      .send({ ...ADMIN, email: 'nobody@example.org' });
    for (const { body } of [wrongPassword, wrongEmail]) {
      expect(body).toMatchObject({
        status: 401,
        code: 'INVALID_CREDENTIALS',
        detail: 'E-mail or password is wrong.',
      });
    }
  });

  it('keeps a session alive while it is used and ends it twelve hours after the last use', async () => {
    const cookie = await logIn(server.app);
    const hours = 3_600_000;
    server.clock.advance(11 * hours);
    await server.anonymous.get(ROUTES.me).set('cookie', cookie).expect(200);
    server.clock.advance(11 * hours);
    await server.anonymous.get(ROUTES.me).set('cookie', cookie).expect(200);
    server.clock.advance(12 * hours);
    await server.anonymous.get(ROUTES.me).set('cookie', cookie).expect(401);
  });

  it('stores neither the cookie’s token nor the API key', async () => {
    const cookie = await logIn(server.app);
    const token = cookie.split('=')[1] ?? '';
    const created = await server.anonymous
      .post(ROUTES.apiKeys)
      .set('cookie', cookie)
      .send({ name: 'x' })
      .expect(201);
    const stored = JSON.stringify([
      await server.catalog.sessions.list(),
      await server.catalog.apiKeys.list(),
    ]);
    expect(stored).not.toContain(token);
    expect(stored).not.toContain((created.body as { key: string }).key);
  });

  it('refuses the sixth try within a minute, also with the right password, and lets in after it', async () => {
    server.clock.advance(60_000);
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await server.anonymous
        .post(ROUTES.login)
        .send({ ...ADMIN, password: 'wrong' })
        .expect(401);
    }
    const sixth = await server.anonymous.post(ROUTES.login).send(ADMIN);
    expect(sixth.body).toMatchObject({ status: 429, code: 'TOO_MANY_REQUESTS' });
    server.clock.advance(60_000);
    await server.anonymous.post(ROUTES.login).send(ADMIN).expect(200);
  });

  it.each([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('refuses a change that another site makes the browser ask for: %j', async (headers) => {
    const cookie = await logIn(server.app);
    const answer = await server.anonymous.post(ROUTES.backups).set('cookie', cookie).set(headers);
    expect(answer.body).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    expect(await server.catalog.backups.list()).toEqual([]);
  });

  it('lets the console’s own page ask for a change', async () => {
    const cookie = await logIn(server.app);
    const headers = {
      host: 'backup.lan:3000',
      origin: 'http://backup.lan:3000',
      'sec-fetch-site': 'same-origin',
    };
    await server.anonymous.post(ROUTES.backups).set('cookie', cookie).set(headers).expect(202);
  });

  it('works with an API key until the key is deleted', async () => {
    const cookie = await logIn(server.app);
    const created = await server.anonymous.post(ROUTES.apiKeys).set('cookie', cookie).send({ name: 'cron' });
    const { id, key, prefix } = created.body as { id: string; key: string; prefix: string };
    expect(key.startsWith(prefix)).toBe(true);
    const listed = await server.anonymous.get(ROUTES.apiKeys).set('cookie', cookie).expect(200);
    expect(listed.body).toMatchObject({ total: 2, limit: 50, offset: 0 });
    expect(listed.text).not.toContain(key);
    const me = await server.anonymous.get(ROUTES.me).set(API_KEY_HEADER, key).expect(200);
    expect(me.body).toMatchObject({ via: 'api-key' });
    await server.anonymous.delete(ROUTES.apiKey(id)).set('cookie', cookie).expect(204);
    await server.anonymous.get(ROUTES.me).set(API_KEY_HEADER, key).expect(401);
  });

  it('does not excuse a wrong API key by a good cookie', async () => {
    const cookie = await logIn(server.app);
    await server.anonymous
      .get(ROUTES.me)
      .set({ cookie, [API_KEY_HEADER]: 'hf_wrong' })
      .expect(401);
  });

  it('follows ADMIN_PASSWORD when it changes and ends the sessions made with the old one', async () => {
    const cookie = await logIn(server.app);
    await server.close();
    const env = { ADMIN_PASSWORD: 'a new long password' };
    server = await startTestServer({ directory: directory.path, env });
    await server.anonymous.post(ROUTES.login).send(ADMIN).expect(401);
    await server.anonymous.get(ROUTES.me).set('cookie', cookie).expect(401);
  });

  it('audits log-ins, also failed ones, with the address they came from', async () => {
    await server.anonymous
      .post(ROUTES.login)
      .send({ ...ADMIN, password: 'wrong' })
      .expect(401);
    const audit = await server.admin.get(ROUTES.audit).expect(200);
    const [newest] = (audit.body as { items: unknown[] }).items;
    expect(newest).toMatchObject({
      action: 'auth.login-failed',
      actor: ADMIN.email,
      outcome: 'failure',
      ip: '127.0.0.1',
    });
    expect(audit.text).not.toContain('wrong');
  });
});
