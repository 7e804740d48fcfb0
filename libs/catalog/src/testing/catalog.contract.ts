/** What every catalog adapter must pass, whatever it keeps its records in. */

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import type { Catalog } from '../catalog.js';
import { sampleAuditEntry, sampleBackup, sampleSettings } from './sample-records.js';

export interface CatalogUnderTest {
  /** Opens the catalog; after a `close`, opens it again with what was written. */
  open(): Promise<Catalog>;
  dispose(): Promise<void>;
}

export function describeCatalogContract(name: string, make: () => Promise<CatalogUnderTest>): void {
  describe(`${name} keeps the catalog's promises`, () => {
    let subject: CatalogUnderTest;
    let catalog: Catalog;

    beforeEach(async () => {
      subject = await make();
      catalog = await subject.open();
    });

    afterEach(async () => {
      await catalog.close();
      await subject.dispose();
    });

    const reopen = async () => {
      await catalog.close();
      catalog = await subject.open();
    };

    describeCollection(() => catalog, reopen);
    describeAudit(() => catalog, reopen);
  });
}

function describeCollection(catalog: () => Catalog, reopen: () => Promise<void>): void {
  it('gives back after reopening what was inserted, updated and not removed', async () => {
    await catalog().backups.insert(sampleBackup({ id: 'a' }));
    await catalog().backups.insert(sampleBackup({ id: 'b' }));
    await catalog().settings.insert(sampleSettings());
    await catalog().backups.update('a', (record) => ({ ...record, status: 'running' }));
    expect(await catalog().backups.remove('b')).toBe(true);
    await reopen();
    expect(await catalog().backups.list()).toEqual([sampleBackup({ id: 'a', status: 'running' })]);
    expect(await catalog().settings.get('settings')).toEqual(sampleSettings());
  });

  it('answers null, false and RECORD_MISSING for a record that is not there', async () => {
    expect(await catalog().backups.get('none')).toBeNull();
    expect(await catalog().backups.remove('none')).toBe(false);
    await expect(catalog().backups.update('none', (record) => record)).rejects.toMatchObject({
      code: 'RECORD_MISSING',
    });
  });

  it('refuses a second record with the same id and keeps the first', async () => {
    await catalog().backups.insert(sampleBackup({ description: 'first' }));
    const second = catalog().backups.insert(sampleBackup({ description: 'second' }));
    await expect(second).rejects.toMatchObject({ code: 'RECORD_EXISTS' });
    expect(await catalog().backups.list()).toEqual([sampleBackup({ description: 'first' })]);
  });

  it('lists the newest first and only what the filter lets through', async () => {
    for (const day of ['02', '04', '01', '03']) {
      await catalog().backups.insert(sampleBackup({ id: day, createdAt: `2026-01-${day}T00:00:00.000Z` }));
    }
    const found = await catalog().backups.list((record) => record.id !== '03');
    expect(found.map((record) => record.id)).toEqual(['04', '02', '01']);
  });

  it('is not changed by changes to records that went in or came out', async () => {
    const given = sampleBackup();
    const returned = await catalog().backups.insert(given);
    const got = await catalog().backups.get(given.id);
    const [listed] = await catalog().backups.list();
    for (const copy of [given, returned, got, listed]) copy?.anomalies.splice(0);
    expect(await catalog().backups.get(given.id)).toEqual(sampleBackup());
  });

  it('loses none of 200 updates made at once', async () => {
    await catalog().backups.insert(sampleBackup({ id: 'a', sizeBytes: 0 }));
    const add = () =>
      catalog().backups.update('a', (record) => ({ ...record, sizeBytes: (record.sizeBytes ?? 0) + 1 }));
    await Promise.all(Array.from({ length: 200 }, add));
    await reopen();
    expect((await catalog().backups.get('a'))?.sizeBytes).toBe(200);
  });

  it('refuses a record that does not fit its schema, and a change of the id', async () => {
    await catalog().backups.insert(sampleBackup({ id: 'a' }));
    const unfit = { ...sampleBackup({ id: 'b' }), unknownField: 1 };
    await expect(catalog().backups.insert(unfit)).rejects.toThrow('unknownField');
    await expect(
      catalog().backups.update('a', (record) => ({ ...record, createdAt: 'yesterday' })),
    ).rejects.toThrow('createdAt');
    await expect(catalog().backups.update('a', (record) => ({ ...record, id: 'c' }))).rejects.toThrow('id');
    expect(await catalog().backups.list()).toEqual([sampleBackup({ id: 'a' })]);
  });

  it('changes nothing where the change itself throws, and goes on working', async () => {
    await catalog().backups.insert(sampleBackup({ id: 'a' }));
    const failing = catalog().backups.update('a', (record) => {
      record.status = 'failed';
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    const updated = await catalog().backups.update('a', (record) => ({ ...record, isPinned: true }));
    expect(updated).toEqual(sampleBackup({ id: 'a', isPinned: true }));
  });

  it('finishes the writes under way when it closes, and refuses later ones', async () => {
    const { backups, close } = catalog();
    const pending = ['a', 'b', 'c'].map((id) => backups.insert(sampleBackup({ id })));
    await close();
    await Promise.all(pending);
    await expect(backups.insert(sampleBackup({ id: 'd' }))).rejects.toMatchObject({
      code: 'CATALOG_UNAVAILABLE',
    });
    await reopen();
    expect(await catalog().backups.list()).toHaveLength(3);
  });
}

function describeAudit(catalog: () => Catalog, reopen: () => Promise<void>): void {
  it('chains audit entries, also across reopening and when they come at once', async () => {
    await Promise.all(['a', 'b', 'c'].map((target) => catalog().audit.append(sampleAuditEntry(target))));
    await reopen();
    const fourth = await catalog().audit.append(sampleAuditEntry('d'));
    const { items, total } = await catalog().audit.list(10, 0);
    expect(total).toBe(4);
    expect(items[0]).toEqual(fourth);
    expect(items.map((entry) => entry.sequence)).toEqual([4, 3, 2, 1]);
    expect(items[0]?.previousHash).toBe(items[1]?.hash);
    expect(items[3]?.previousHash).toBe('0'.repeat(64));
    expect(await catalog().audit.verify()).toMatchObject({
      isIntact: true,
      entries: 4,
      firstBadSequence: null,
    });
  });

  it('pages through the audit log from the newest', async () => {
    for (const target of ['1', '2', '3', '4', '5']) await catalog().audit.append(sampleAuditEntry(target));
    const targets = async (limit: number, offset: number) =>
      (await catalog().audit.list(limit, offset)).items.map((entry) => entry.target);
    expect(await targets(2, 0)).toEqual(['5', '4']);
    expect(await targets(2, 2)).toEqual(['3', '2']);
    expect(await targets(2, 4)).toEqual(['1']);
    expect(await targets(2, 9)).toEqual([]);
  });

  it('finds an empty audit log intact', async () => {
    expect(await catalog().audit.verify()).toMatchObject({ isIntact: true, entries: 0 });
    expect(await catalog().audit.list(10, 0)).toEqual({ items: [], total: 0 });
  });
}
