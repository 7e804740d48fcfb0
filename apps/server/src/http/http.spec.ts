import { ROUTES } from '@holdfast/contract';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  DATABASE_PASSWORD,
  startTestServer,
  temporaryDirectory,
  type TestServer,
} from '../testing/test-server.js';

describe('HTTP', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let server: TestServer;

  beforeAll(async () => {
    directory = await temporaryDirectory();
    server = await startTestServer({ directory: directory.path });
  });

  afterAll(async () => {
    await server.close();
    await directory.remove();
  });

  const BAD_IDS = [
    '..%2F..%2Fetc%2Fpasswd',
    '%2e%2e',
    'a%00b',
    'x;rm%20-rf',
    'a%0Ab',
    `'%20OR%201=1`,
    'a'.repeat(201),
  ];

  it.each(BAD_IDS)('refuses the id %s', async (id) => {
    const answer = await server.admin.get(`${ROUTES.backups}/${id}`);
    expect(answer.body).toMatchObject({ status: 400, code: 'INVALID_ID' });
  });

  it('answers a broken percent-encoding as a bad id', async () => {
    const answer = await server.admin.get(`${ROUTES.backups}/%FF`);
    expect(answer.body).toMatchObject({ status: 400, code: 'INVALID_ID' });
  });

  it('answers malformed JSON with MALFORMED_JSON as problem details', async () => {
    const answer = await server.admin
      .post(ROUTES.backups)
      .set('content-type', 'application/json')
      .send('{"description": ');
    expect(answer.status).toBe(400);
    expect(answer.type).toBe('application/problem+json');
    expect(answer.body).toMatchObject({ code: 'MALFORMED_JSON', requestId: answer.get('x-request-id') });
  });

  it('refuses a body of two megabytes', async () => {
    const answer = await server.admin.post(ROUTES.backups).send({ description: 'x'.repeat(2_000_000) });
    expect(answer.body).toMatchObject({ status: 413, code: 'PAYLOAD_TOO_LARGE' });
  });

  it('names the field that it does not know', async () => {
    const answer = await server.admin.post(ROUTES.backups).send({ appId: 'default', path: '/etc' });
    expect(answer.body).toMatchObject({
      status: 400,
      code: 'VALIDATION_FAILED',
      violations: [{ field: 'path', message: 'property path should not exist' }],
    });
    expect(server.engine.calls.filter((call) => call.startsWith('backUp'))).toEqual([]);
  });

  it.each([
    'limit=0',
    'limit=201',
    'limit=x',
    'offset=-1',
    'status=done',
    'from=yesterday',
    'to=2026-13-01',
    'q=1',
  ])('refuses the query %s', async (query) => {
    const answer = await server.admin.get(`${ROUTES.backups}?${query}`);
    expect(answer.body).toMatchObject({ status: 400, code: 'VALIDATION_FAILED' });
  });

  it('answers an unknown address with NOT_FOUND', async () => {
    const answer = await server.admin.get('/api/v1/nothing');
    expect(answer.body).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });

  it('hides what was unexpected but logs it with its stack and the request id', async () => {
    const list = server.catalog.backups.list.bind(server.catalog.backups);
    server.catalog.backups.list = () => Promise.reject(new TypeError('private detail'));
    const answer = await server.admin.get(ROUTES.backups).set('x-request-id', 'req-1');
    server.catalog.backups.list = list;
    expect(answer.body).toMatchObject({ status: 500, code: 'UNEXPECTED', requestId: 'req-1' });
    expect(answer.text).not.toContain('private detail');
    const line = server.logs.find((each) => each.includes('private detail')) ?? '';
    expect(JSON.parse(line)).toMatchObject({
      requestId: 'req-1',
      error: { stack: expect.stringContaining('at ') },
    });
  });

  it('sends a policy that lets no foreign script in and no frame around', async () => {
    const answer = await server.anonymous.get(ROUTES.healthLive).expect(200);
    const policy = answer.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("style-src 'self' 'unsafe-inline'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('upgrade-insecure-requests');
    expect(answer.get('x-powered-by')).toBeUndefined();
  });

  it('says what to do where the web app is not built', async () => {
    const answer = await server.anonymous.get('/backup').expect(503);
    expect(answer.text).toContain('npm run build');
  });

  it('describes every route at /api/docs/openapi.json', async () => {
    const answer = await server.anonymous.get('/api/docs/openapi.json').expect(200);
    const { paths } = answer.body as { paths: Record<string, Record<string, { summary?: string }>> };
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining(['/api/v1/backups', '/api/v1/backups/{id}/restores', '/api/backup/status']),
    );
    const withoutSummary = Object.entries(paths).flatMap(([path, verbs]) =>
      Object.entries(verbs).flatMap(([verb, { summary }]) =>
        summary === undefined ? [`${verb} ${path}`] : [],
      ),
    );
    expect(withoutSummary).toEqual([]);
  });

  it('never shows the database’s password, in answers or in the log', async () => {
    const answer = await server.admin.get(ROUTES.applications).expect(200);
    expect(answer.text).toContain('postgresql://app@127.0.0.1:5432/shop');
    expect(answer.text).not.toContain(DATABASE_PASSWORD);
    expect(server.logs.join('')).not.toContain(DATABASE_PASSWORD);
  });
});
