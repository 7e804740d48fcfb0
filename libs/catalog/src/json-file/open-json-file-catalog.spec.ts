/** The contract, and what is particular to files: their form, their rights, their debris. */

import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { describeCatalogContract } from '../testing/catalog.contract.js';
import { sampleBackup } from '../testing/sample-records.js';
import { openCatalog, removeDirectory, temporaryDirectory } from '../testing/temporary-catalog.js';

describeCatalogContract('The JSON file catalog', async () => {
  const directory = await temporaryDirectory();
  return { open: () => openCatalog(directory), dispose: () => removeDirectory(directory) };
});

describe('The files of the catalog', () => {
  let directory: string;

  beforeEach(async () => {
    directory = join(await temporaryDirectory(), 'metadata');
  });

  afterEach(() => removeDirectory(join(directory, '..')));

  it('are readable JSON with a schema version, for the owner alone', async () => {
    const catalog = await openCatalog(directory);
    await catalog.backups.insert(sampleBackup());
    await catalog.close();
    const text = await readFile(join(directory, 'backups.json'), 'utf8');
    expect(JSON.parse(text)).toEqual({ schemaVersion: 1, records: [sampleBackup()] });
    expect(text).toContain('\n      "id": "backup_shop_main_20260101_030000",\n');
    for (const name of await readdir(directory)) {
      expect((await stat(join(directory, name))).mode & 0o777).toBe(0o600);
    }
  });

  it('do not show half-written ones that a crash left', async () => {
    await (await openCatalog(directory)).close();
    const leftover = 'backups.json.0f8fad5b-d9cb-469f-a165-70867728950e.tmp';
    await writeFile(join(directory, leftover), '{"schemaVer');
    await writeFile(join(directory, 'takeover-12-34'), '');
    await (await openCatalog(directory)).close();
    expect((await readdir(directory)).sort()).toEqual([
      'api-keys.json',
      'audit-head.json',
      'backups.json',
      'catalog.json',
      'destinations.json',
      'restores.json',
      'sessions.json',
      'settings.json',
      'users.json',
    ]);
  });
});
