import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import type { Catalog } from './catalog.js';
import { rebuildCatalog, type RebuildReport } from './rebuild-catalog.js';
import { sampleAuditEntry, sampleBackup, sampleSettings } from './testing/sample-records.js';
import {
  contentOf,
  openCatalog,
  removeDirectory,
  systemClock,
  temporaryDirectory,
} from './testing/temporary-catalog.js';

describe('Rebuilding a catalog', () => {
  let directory: string;
  const pathOf = (name: string) => join(directory, name);
  const rebuild = (): Promise<RebuildReport> => rebuildCatalog({ directory, clock: systemClock });
  beforeEach(async () => {
    directory = await temporaryDirectory();
    const catalog = await openCatalog(directory);
    await catalog.backups.insert(sampleBackup());
    await catalog.settings.insert(sampleSettings());
    await catalog.audit.append(sampleAuditEntry());
    await catalog.close();
  });
  afterEach(() => removeDirectory(directory));

  async function withCatalog<T>(look: (catalog: Catalog) => Promise<T>): Promise<T> {
    const catalog = await openCatalog(directory);
    try {
      return await look(catalog);
    } finally {
      await catalog.close();
    }
  }

  it('keeps all of a sound one, and says so in the audit log', async () => {
    const report = await rebuild();
    expect(report).toMatchObject({ movedAside: [], madeAnew: [] });
    expect(report.kept).toContain('backups.json');
    await withCatalog(async ({ backups, settings, audit }) => {
      expect(await backups.list()).toHaveLength(1);
      expect(await settings.list()).toHaveLength(1);
      expect((await audit.list(10, 0)).items.map(({ action }) => action)).toEqual([
        'catalog.rebuild',
        'backup.create',
      ]);
      expect(await audit.verify()).toMatchObject({ isIntact: true, entries: 2 });
    });
  });

  it('moves a damaged file aside as it is, puts an empty one there, and keeps the others', async () => {
    await writeFile(pathOf('backups.json'), '{"schemaVersion":1,"rec');
    const { movedAside, kept } = await rebuild();
    expect(movedAside).toEqual([
      {
        from: pathOf('backups.json'),
        to: expect.stringMatching(/backups\.json\.damaged-[\dTZ-]+$/),
      },
    ]);
    expect(await readFile(movedAside[0]?.to ?? '', 'utf8')).toBe('{"schemaVersion":1,"rec');
    expect(kept).toContain('settings.json');
    await withCatalog(async ({ backups, settings }) => {
      expect(await backups.list()).toEqual([]);
      expect(await settings.list()).toHaveLength(1);
    });
  });

  it('makes a lost file anew, and the list of files', async () => {
    await rm(pathOf('restores.json'));
    await writeFile(pathOf('catalog.json'), '[]');
    const { movedAside, madeAnew } = await rebuild();
    expect(madeAnew).toEqual(['restores.json']);
    expect(movedAside.map(({ from }) => from)).toEqual([pathOf('catalog.json')]);
    expect(await withCatalog(({ restores }) => restores.list())).toEqual([]);
  });

  it('begins a new audit log where the head of the old one is lost, and keeps what the old one says', async () => {
    await rm(pathOf('audit-head.json'));
    const old = await readFile(pathOf('audit.jsonl'), 'utf8');
    const { movedAside } = await rebuild();
    expect(await readFile(movedAside[0]?.to ?? '', 'utf8')).toBe(old);
    await withCatalog(async ({ backups, audit }) => {
      expect(await backups.list()).toHaveLength(1);
      expect(await audit.verify()).toMatchObject({ isIntact: true, entries: 1 });
    });
  });

  it('refuses while somebody has it open, and changes nothing', async () => {
    await withCatalog(async () => {
      const before = await contentOf(directory);
      await expect(rebuild()).rejects.toMatchObject({ code: 'CATALOG_LOCKED' });
      expect(await contentOf(directory)).toEqual(before);
    });
  });

  it('refuses what a newer version wrote, and makes no catalog where there is none', async () => {
    await writeFile(pathOf('users.json'), '{"schemaVersion":2,"records":[]}');
    await expect(rebuild()).rejects.toMatchObject({ code: 'CATALOG_UNAVAILABLE' });
    const nowhere = pathOf('nowhere');
    const answer = rebuildCatalog({ directory: nowhere, clock: systemClock });
    await expect(answer).rejects.toMatchObject({ code: 'CATALOG_UNAVAILABLE' });
    expect(await readdir(directory)).not.toContain('nowhere');
  });
});
