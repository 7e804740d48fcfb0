import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { FakeEngine } from '../testing/fake-engine.js';
import { manifestOf } from '../testing/manifests.js';
import { startTestServer, temporaryDirectory, type TestServer } from '../testing/test-server.js';

describe('Packages that the catalog does not know', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let server: TestServer | null = null;

  beforeEach(async () => (directory = await temporaryDirectory()));
  afterEach(async () => {
    await server?.close();
    await directory.remove();
  });

  async function startWith(engine: FakeEngine): Promise<TestServer> {
    await rm(join(directory.path, 'backups', 'metadata'), { recursive: true, force: true });
    return (server = await startTestServer({ directory: directory.path, engine }));
  }

  it('are taken in with all that their manifests know', async () => {
    const engine = new FakeEngine();
    engine.authenticity = 'unsigned';
    engine.addPackage(
      manifestOf({
        backupId: 'delta',
        type: 'differential',
        parentBackupId: 'base',
        trigger: 'schedule',
        description: 'before the update',
        createdAt: '2026-03-10T02:00:00.000Z',
        completedAt: '2026-03-10T02:00:09.000Z',
      }),
    );
    const { catalog } = await startWith(engine);
    expect(await catalog.backups.get('delta')).toMatchObject({
      type: 'differential',
      parentBackupId: 'base',
      trigger: 'schedule',
      status: 'success',
      description: 'before the update',
      createdAt: '2026-03-10T02:00:00.000Z',
      durationMs: 9_000,
      sizeBytes: 100,
      authenticity: 'unsigned',
      verificationLevel: 'stored',
      verifiedAt: null,
      components: [{ name: 'db', rowCount: 3 }],
    });
  });

  it('are pinned where they are older than backups are kept: somebody had wanted them', async () => {
    const engine = new FakeEngine();
    engine.addPackage(manifestOf({ backupId: 'recent', createdAt: '2026-03-09T02:00:00.000Z' }));
    engine.addPackage(manifestOf({ backupId: 'old', createdAt: '2024-03-09T02:00:00.000Z' }));
    const { catalog } = await startWith(engine);
    expect((await catalog.backups.get('recent'))?.isPinned).toBe(false);
    expect((await catalog.backups.get('old'))?.isPinned).toBe(true);
  });
});
