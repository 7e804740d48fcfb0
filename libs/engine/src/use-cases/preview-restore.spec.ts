import { createHash } from 'node:crypto';

import type { PreviewReport } from '@holdfast/contract';

import type { Application } from '../domain/application.js';
import type { PackageRef, PreviewRequest } from '../engine.js';
import { type DrillFixture, startDrillFixture } from '../testing/drill-fixture.js';
import { NEVER, runSql, sourceOf } from '../testing/postgres-fixture.js';
import { previewRestore } from './preview-restore.js';

const CONTENT = [
  "CREATE TABLE same AS SELECT i, 'row ' || i AS text FROM generate_series(1, 60000) i",
  'CREATE TABLE edited AS SELECT i FROM generate_series(1, 10) i',
  'CREATE TABLE grown AS SELECT i FROM generate_series(1, 10) i',
  'CREATE TABLE dropped AS SELECT 1 AS i',
  'CREATE TABLE event (at int) PARTITION BY RANGE (at)',
  'CREATE TABLE event_1 PARTITION OF event FOR VALUES FROM (0) TO (10)',
  'CREATE TABLE event_2 PARTITION OF event FOR VALUES FROM (10) TO (20)',
  'INSERT INTO event SELECT generate_series(0, 14)',
  'CREATE TABLE parent (a int)',
  'CREATE TABLE child () INHERITS (parent)',
  'INSERT INTO parent VALUES (1)',
  'INSERT INTO child VALUES (2), (3)',
  'CREATE UNLOGGED TABLE "Odd "" name" (a int)',
];
const SINCE = [
  'UPDATE edited SET i = -1 WHERE i = 5',
  'INSERT INTO grown VALUES (11)',
  'DROP TABLE dropped',
  'CREATE TABLE later AS SELECT generate_series(1, 7)',
  'DELETE FROM event WHERE at = 3',
];

let fixture: DrillFixture;
let ref: PackageRef;

beforeAll(async () => {
  fixture = await startDrillFixture();
  await fixture.cluster.createDatabase('shop');
  await runSql(fixture.cluster, 'shop', ...CONTENT);
  ref = await fixture.backUp(['shop']);
  await runSql(fixture.cluster, 'shop', ...SINCE);
}, 60_000);
afterAll(() => fixture.stop());

function application(database = 'shop'): Application {
  const components = [sourceOf(fixture.cluster.url(database), 'part-0')];
  return { appId: 'crm', name: 'CRM', workspaceId: 'default', components };
}

function preview(changes: Partial<PreviewRequest> = {}): Promise<PreviewReport> {
  return previewRestore(fixture.adapters, {
    ...ref,
    application: application(),
    strategy: 'swap',
    tables: [],
    placement: 'replace',
    isExact: false,
    onProgress: () => undefined,
    signal: NEVER,
    ...changes,
  });
}

function changesOf({ tables }: PreviewReport): Record<string, [string, number | null, number | null]> {
  return Object.fromEntries(
    tables.map(({ name, change, backupRows, liveRows }) => [name, [change, backupRows, liveRows]]),
  );
}

/** Every row and every object's version, as the server has them. */
async function checksum(): Promise<string> {
  const rows = await fixture.cluster.query(
    `SELECT relname, c.xmin::text, relfilenode, CASE WHEN c.relkind = 'r' THEN
       query_to_xml(format('SELECT ctid, xmin, xmax, * FROM ONLY %s', c.oid::regclass), true, true, '')::text END
       FROM pg_class c WHERE relnamespace = 'public'::regnamespace ORDER BY 1`,
    'shop',
  );
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
}

const COUNTED = {
  'public.same': ['same-count', 60_000, 60_000],
  'public.edited': ['same-count', 10, 10],
  'public.grown': ['different', 10, 11],
  'public.dropped': ['appears', 1, null],
  'public.event_1': ['different', 10, 9],
  'public.event_2': ['same-count', 5, 5],
  'public.parent': ['same-count', 1, 1],
  'public.child': ['same-count', 2, 2],
  'public."Odd "" name"': ['same-count', 0, 0],
};

describe('a preview of a restore by swap', () => {
  it('tells by counts what would change, table by table, and changes nothing', async () => {
    const before = await checksum();
    const seen: string[] = [];
    const report = await preview({ onProgress: ({ phase }) => void seen.push(phase) });
    expect(await checksum()).toBe(before);
    expect(changesOf(report)).toEqual({ ...COUNTED, 'public.later': ['vanishes', null, 7] });
    expect(report).toMatchObject({ isExact: false, canRestore: true, estimate: null, liveSessions: 0 });
    expect(report.space.neededBytes).toBeGreaterThan(2_000_000);
    expect(report.space.freeBytes).toBeGreaterThan(report.space.neededBytes);
    expect([...new Set(seen)]).toEqual(['preflight', 'counting']);
    expect(await fixture.remains()).toEqual([]);
  }, 60_000);

  it('tells by content, where that is asked for, and changes nothing', async () => {
    const before = await checksum();
    const report = await preview({ isExact: true });
    expect(await checksum()).toBe(before);
    expect(changesOf(report)).toEqual({
      ...COUNTED,
      'public.same': ['identical', 60_000, 60_000],
      'public.edited': ['different', 10, 10],
      'public.event_2': ['identical', 5, 5],
      'public.parent': ['identical', 1, 1],
      'public.child': ['identical', 2, 2],
      'public."Odd "" name"': ['identical', 0, 0],
      'public.later': ['vanishes', null, 7],
    });
  }, 60_000);

  it('lets every table appear where the live database is missing', async () => {
    for (const isExact of [false, true]) {
      const report = await preview({ application: application('nowhere'), isExact });
      expect(new Set(report.tables.map(({ change }) => change))).toEqual(new Set(['appears']));
      expect(report).toMatchObject({ canRestore: true, liveSessions: null });
    }
  }, 60_000);

  it('says what stands in the way instead of failing', async () => {
    await runSql(fixture.cluster, 'postgres', "CREATE ROLE guest LOGIN PASSWORD 'g'");
    await runSql(
      fixture.cluster,
      'shop',
      'GRANT SELECT ON same TO guest',
      'CREATE TABLE hidden (a int)',
      'GRANT SELECT ON hidden TO guest',
      'ALTER TABLE hidden ENABLE ROW LEVEL SECURITY',
    );
    const url = fixture.cluster.url('shop').replace(/\/\/[^@]*@/, '//guest:g@');
    const guest = { ...application(), components: [sourceOf(url, 'part-0')] };
    const report = await preview({ application: guest });
    await runSql(fixture.cluster, 'shop', 'DROP TABLE hidden', 'REVOKE SELECT ON same FROM guest');
    expect(report.canRestore).toBe(false);
    expect(report.notes.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['CREATEDB_MISSING', 'NOT_OWNER', 'TABLES_NOT_READABLE']),
    );
    const note = report.notes.find(({ code }) => code === 'TABLES_NOT_READABLE');
    expect(note?.message).toMatch(/public\.child.*public\.hidden/);
    expect(changesOf(report)).toEqual({
      'public.dropped': ['appears', 1, null],
      'public.same': ['same-count', 60_000, 60_000],
    });
  }, 60_000);

  it('names a component that the application does not have', async () => {
    const report = await preview({ application: { ...application(), components: [] } });
    expect(report).toMatchObject({ canRestore: false, tables: [] });
    expect(report.notes[0]?.message).toContain('part-0');
  }, 60_000);
});

describe('a preview of other restores', () => {
  it('in place: tables that the backup does not know stay', async () => {
    const report = await preview({ strategy: 'in-place' });
    expect(changesOf(report)).toEqual(COUNTED);
    expect(report.notes.find(({ code }) => code === 'TABLES_STAY')?.message).toContain('public.later');
  }, 60_000);

  it('of tables: only the chosen ones change', async () => {
    const report = await preview({ strategy: 'tables', tables: ['public.dropped', '"public"."edited"'] });
    expect(changesOf(report)).toEqual({
      'public.edited': ['same-count', 10, 10],
      'public.dropped': ['appears', 1, null],
    });
    expect(report).toMatchObject({ canRestore: true });
    expect(report.notes.map(({ code }) => code)).toEqual(['TABLE_RECREATED']);
  }, 60_000);

  it('of tables beside: all of them appear', async () => {
    const report = await preview({ strategy: 'tables', tables: ['public.edited'], placement: 'beside' });
    expect(changesOf(report)).toEqual({ 'public.edited': ['appears', 10, null] });
  }, 60_000);

  it('refuses names that the backup does not hold, naming them', async () => {
    await expect(
      preview({ strategy: 'tables', tables: ['public.edited', 'public.x', 'y'] }),
    ).rejects.toMatchObject({
      code: 'TABLE_NOT_IN_BACKUP',
      message: expect.stringContaining('the tables public.x, y') as unknown,
    });
  });

  it('ends at once when it is canceled, on the server too', async () => {
    await runSql(fixture.cluster, 'shop', 'CREATE VIEW busy AS SELECT 1', 'BEGIN; LOCK TABLE same; COMMIT');
    const abort = new AbortController();
    const onProgress = ({ phase }: { phase: string }): void => {
      if (phase === 'counting') abort.abort();
    };
    await expect(preview({ onProgress, signal: abort.signal })).rejects.toMatchObject({ code: 'CANCELED' });
    const left = await fixture.cluster.query(
      "SELECT FROM pg_stat_activity WHERE application_name = 'holdfast'",
    );
    expect(left).toHaveLength(0);
  }, 60_000);
});
