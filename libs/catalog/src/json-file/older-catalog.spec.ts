/** Catalogs that were written before some of today's fields and files existed. */

import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { sampleBackup, sampleSettings } from '../testing/sample-records.js';
import { openCatalog, removeDirectory, temporaryDirectory } from '../testing/temporary-catalog.js';

/** Removes the fields, so that the file is as an older version wrote it. */
async function forget(path: string, names: readonly string[]): Promise<void> {
  const document = JSON.parse(await readFile(path, 'utf8')) as { records: Record<string, unknown>[] };
  for (const record of document.records) for (const name of names) delete record[name];
  await writeFile(path, JSON.stringify(document));
}

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
