import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startTestServer, temporaryDirectory, type TestServer } from '../testing/test-server.js';

describe('The web app', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let server: TestServer;

  beforeAll(async () => {
    directory = await temporaryDirectory();
    const webRoot = join(directory.path, 'web');
    await mkdir(join(webRoot, 'assets'), { recursive: true });
    await writeFile(join(webRoot, 'index.html'), '<title>Holdfast</title>');
    await writeFile(join(webRoot, 'assets', 'index-1a2b.js'), 'export {};');
    await writeFile(join(directory.path, 'outside.txt'), 'private');
    server = await startTestServer({ directory: directory.path, webRoot });
  });

  afterAll(async () => {
    await server.close();
    await directory.remove();
  });

  it.each(['/', '/backup', '/restore', '/settings/users'])('answers %s with its page', async (path) => {
    const answer = await server.anonymous.get(path).expect(200);
    expect(answer.text).toContain('<title>Holdfast</title>');
    expect(answer.get('cache-control')).toBe('no-cache');
  });

  it('serves assets for good', async () => {
    const answer = await server.anonymous.get('/assets/index-1a2b.js').expect(200);
    expect(answer.get('cache-control')).toContain('immutable');
  });

  it.each(['/assets/missing.js', '/api/v1/nothing', '/api', '/health/nothing'])(
    'has no page for %s',
    async (path) => {
      const answer = await server.anonymous.get(path).expect(404);
      expect(answer.body).toMatchObject({ code: 'NOT_FOUND' });
    },
  );

  it('serves nothing from outside its directory', async () => {
    for (const path of ['/..%2foutside.txt', '/%2e%2e/outside.txt', '/assets/..%2f..%2foutside.txt']) {
      expect((await server.anonymous.get(path)).text).not.toContain('private');
    }
  });
});
