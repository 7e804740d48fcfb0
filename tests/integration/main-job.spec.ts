import type { BackupDetailView, RestoreView } from '@holdfast/contract';

import { type ConsoleProcess, makeConsole } from '../support/console-process.js';
import { type DatabaseContent, readContent } from '../support/database-content.js';
import { listDatabases, oidOf } from '../support/databases.js';
import { createNastyDatabase, damage, UNREFRESHABLE_VIEW } from '../support/nasty-database.js';
import { type PostgresCluster, startCluster } from '../support/postgres-cluster.js';

let cluster: PostgresCluster;

beforeAll(async () => {
  cluster = await startCluster({ settings: { wal_level: 'logical' } });
}, 60_000);
afterAll(() => cluster?.stop());

/** Without the view that no restore can fill. */
function comparable({ rows, ...content }: DatabaseContent): DatabaseContent {
  return { ...content, rows: { ...rows, [UNREFRESHABLE_VIEW]: '' } };
}

describe.each([
  ['with an ordinary name', 'shop'],
  ['with quotes, spaces and other letters in its name', `Ünï "quoted" o'db ${'x'.repeat(40)}`],
])('a database %s', (_what, name) => {
  let console: ConsoleProcess;
  let before: DatabaseContent;
  let damaged: DatabaseContent;
  let liveOid: number | undefined;
  let backup: BackupDetailView;
  let restored: RestoreView;

  beforeAll(async () => {
    await createNastyDatabase(cluster, name);
    console = await makeConsole(cluster.url(name));
    await console.start();
    liveOid = await oidOf(cluster, name);
  }, 60_000);
  afterAll(() => console?.dispose());

  it('is backed up as a package that was read back and names every table', async () => {
    before = comparable(await readContent(cluster, name));
    backup = await console.api.backUp();
    expect(backup).toMatchObject({ verificationLevel: 'readable', errorCode: null, anomalies: [] });
    const tables = Object.keys(before.rows).filter((table) => !isView(table));
    expect(backup.tables).toHaveLength(tables.length);
    expect(comparable(await readContent(cluster, name))).toEqual(before);
  }, 60_000);

  it('comes back whole after it was damaged', async () => {
    await damage(cluster, name);
    damaged = comparable(await readContent(cluster, name));
    expect(damaged).not.toEqual(before);
    restored = await console.api.restore(backup.id);
    expect(comparable(await readContent(cluster, name))).toEqual(before);
  }, 60_000);

  it('says what was compared, and which view was not refreshed', () => {
    const { report } = restored;
    expect(report?.tables.every(({ isEqual }) => isEqual)).toBe(true);
    expect(report?.comparedTables).toBe(backup.tables.length);
    expect(report?.comparedLargeObjects).toBe(3);
    const warnings = report?.notes.filter(({ severity }) => severity === 'warning') ?? [];
    expect(warnings.map(({ code }) => code)).toEqual(['VIEW_NOT_REFRESHED']);
    expect(warnings[0]?.message).toContain('cannot_refresh');
  });

  it('keeps the damaged database as it was, closed to everybody', async () => {
    const kept = (await listDatabases(cluster)).find(({ oid }) => oid === liveOid);
    expect(kept).toMatchObject({ name: restored.undo.keptDatabaseName, isConnectable: false });
    expect(await oidOf(cluster, name)).not.toBe(liveOid);
  });

  it('is damaged again after the undo, under its first OID', async () => {
    await console.api.undo(restored.id);
    expect(await oidOf(cluster, name)).toBe(liveOid);
    expect(comparable(await readContent(cluster, name))).toEqual(damaged);
  }, 60_000);

  it('can be restored once more after the undo, and from the safety snapshot to the damaged state', async () => {
    await console.api.restore(backup.id);
    expect(comparable(await readContent(cluster, name))).toEqual(before);
    await console.api.restore(String(restored.report?.safetySnapshotId));
    expect(comparable(await readContent(cluster, name))).toEqual(damaged);
  }, 90_000);
});

function isView(table: string): boolean {
  return [UNREFRESHABLE_VIEW, 'public.sums', 'public.from_sums'].includes(table);
}
