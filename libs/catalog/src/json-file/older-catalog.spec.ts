/** Catalogs that were written before some of today's fields and files existed. */

import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { sampleBackup, sampleSettings } from '../testing/sample-records.js';
import { openCatalog, removeDirectory, temporaryDirectory } from '../testing/temporary-catalog.js';

/** Removes the fields, so that the file is as an older version wrote it. */
async function forget(path: string, names: readonly string[]): Promise<void> {
  const document = JSON.parse(await readFile(path, 'utf8')) as { records: object[] };
  const records = document.records.map((record) =>
    Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name))),
  );
  await writeFile(path, JSON.stringify({ ...document, records }));
}

/** As the first version wrote them. */
const FIRST_RESTORES = {
  schemaVersion: 1,
  records: [
    {
      id: 'restore_1',
      backupId: 'backup_1',
      backupCreatedAt: '2026-03-10T02:00:00.000Z',
      appId: 'default',
      appName: 'shop',
      mode: 'apply',
      strategy: 'swap',
      status: 'success',
      phase: 'waiting',
      requestedBy: 'admin@example.org',
      createdAt: '2026-03-10T03:00:00.000Z',
      startedAt: null,
      completedAt: null,
      errorCode: null,
      errorMessage: null,
      errorHint: null,
      report: {
        strategy: 'swap',
        phases: [],
        tables: [],
        comparedTables: 0,
        comparedRows: 0,
        comparedLargeObjects: 0,
        comparedSequences: 0,
        comparedObjects: 0,
        refusedMs: null,
        safetySnapshotId: null,
        notes: [],
      },
      replacements: [],
      undoExpiresAt: null,
      undoneAt: null,
      hasKeptDatabases: false,
    },
  ],
};
const FIRST_SETTINGS = {
  schemaVersion: 1,
  records: [
    {
      id: 'settings',
      backup: {
        isEnabled: true,
        cron: '0 0 2 * * *',
        timezone: 'UTC',
        retentionDays: 30,
        retentionCount: null,
      },
      restore: { undoHours: 24 },
      notifications: { emailNotificationsEnabled: true, notificationRecipients: [] },
      scheduler: { isRunning: true },
    },
  ],
};

describe('A catalog of an older version', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await temporaryDirectory();
    const catalog = await openCatalog(directory);
    await catalog.backups.insert(sampleBackup());
    await catalog.settings.insert(sampleSettings());
    await catalog.close();
  });
  afterEach(() => removeDirectory(directory));

  it('is read with what is meant where a younger field is missing', async () => {
    await forget(join(directory, 'backups.json'), ['authenticity', 'notes', 'copies']);
    await forget(join(directory, 'settings.json'), ['drill']);
    const catalog = await openCatalog(directory);
    expect(await catalog.backups.list()).toEqual([sampleBackup()]);
    expect((await catalog.settings.get('settings'))?.drill).toEqual({
      isEnabled: true,
      cron: '0 0 4 * * 0',
      assertions: [],
    });
    await catalog.close();
  });

  it('is read as the first version wrote it, to the letter', async () => {
    await writeFile(join(directory, 'restores.json'), JSON.stringify(FIRST_RESTORES));
    await writeFile(join(directory, 'settings.json'), JSON.stringify(FIRST_SETTINGS));
    const catalog = await openCatalog(directory);
    expect(await catalog.restores.list()).toMatchObject([
      { tables: [], preview: null, drill: null, destinationId: null, report: { restoredTables: [] } },
    ]);
    expect((await catalog.settings.get('settings'))?.backup).toMatchObject({
      retentionDays: 30,
      type: 'full',
      maxChainLength: 7,
    });
    await catalog.close();
  });

  it('gets the files that it is too old to have', async () => {
    await rm(join(directory, 'destinations.json'));
    await rm(join(directory, 'catalog.json'));
    const catalog = await openCatalog(directory);
    expect(await catalog.destinations.list()).toEqual([]);
    await catalog.close();
  });

  it('is damaged where a file is lost that it once had', async () => {
    await rm(join(directory, 'destinations.json'));
    await expect(openCatalog(directory)).rejects.toMatchObject({
      code: 'CATALOG_DAMAGED',
      message: expect.stringContaining('destinations.json is missing'),
    });
  });
});
