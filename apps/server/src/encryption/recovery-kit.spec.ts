import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ROUTES } from '@holdfast/contract';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { makeBackup } from '../testing/backups.js';
import { logIn, startTestServer, temporaryDirectory, type TestServer } from '../testing/test-server.js';

const IDENTITY = `AGE-SECRET-KEY-1${'Q'.repeat(58)}`;

describe('The recovery kit', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let server: TestServer;

  beforeAll(async () => {
    directory = await temporaryDirectory();
    server = await startTestServer({ directory: directory.path });
    server.engine.keyringPath = join(directory.path, 'keyring');
    await writeFile(
      server.engine.keyringPath,
      `# created: 2026-03-10\n# public key: age1fake\n${IDENTITY}\n`,
    );
  });

  afterAll(async () => {
    await server.close();
    await directory.remove();
  });

  it('has the keys, the place of the packages and the commands', async () => {
    const id = await makeBackup(server);
    const cookie = await logIn(server.app);
    const { text } = await server.anonymous.get(ROUTES.recoveryKit).set('cookie', cookie).expect(200);
    expect(text).toContain(`\n${IDENTITY}\n`);
    expect(text).toContain(`cd '/fake/storage/default/${id}'`);
    expect(text).toContain('age -d -i key.txt db.dump.zst.age | zstd -d | pg_restore');
  });

  it('is audited, and not given to an API key', async () => {
    await server.admin.get(ROUTES.recoveryKit).expect(403);
    const cookie = await logIn(server.app);
    await server.anonymous.get(ROUTES.recoveryKit).set('cookie', cookie).expect(200);
    const { items } = await server.catalog.audit.list(1, 0);
    expect(items[0]).toMatchObject({ action: 'backup.download', target: 'recovery-kit' });
  });

  it('never reaches the log', () => {
    expect(server.logs.join('')).not.toContain(IDENTITY);
  });
});
