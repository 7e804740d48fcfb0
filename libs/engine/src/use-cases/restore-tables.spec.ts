import type { Application } from '../domain/application.js';
import type { PackageRef, RestoreTablesRequest } from '../engine.js';
import { type DrillFixture, startDrillFixture } from '../testing/drill-fixture.js';
import { NEVER, runSql, sourceOf } from '../testing/postgres-fixture.js';
import { restoreTables } from './restore-tables.js';
import { discardTables, keptTablesSizeBytes, settleTables, undoTables } from './undo-tables.js';

const SHOP = [
  'CREATE TABLE customer (id int PRIMARY KEY, name text)',
  "INSERT INTO customer SELECT i, 'c' || i FROM generate_series(1, 300) i",
];
const WIKI = [
  'CREATE TABLE page (id int)',
  'INSERT INTO page VALUES (1), (2)',
  'CREATE TABLE customer (id int)',
];

let fixture: DrillFixture;
let ref: PackageRef;
let number = 0;

beforeAll(async () => {
  fixture = await startDrillFixture();
  for (const name of ['shop', 'wiki']) await fixture.cluster.createDatabase(name);
  await runSql(fixture.cluster, 'shop', ...SHOP);
  await runSql(fixture.cluster, 'wiki', ...WIKI);
  ref = await fixture.backUp(['shop', 'wiki']);
}, 60_000);
afterAll(() => fixture.stop());
beforeEach(async () => {
  await runSql(fixture.cluster, 'shop', "UPDATE customer SET name = 'changed'");
  await runSql(fixture.cluster, 'wiki', 'DELETE FROM page');
});

function application(): Application {
  const components = ['shop', 'wiki'].map((name, index) =>
    sourceOf(fixture.cluster.url(name), `part-${index}`),
  );
  return { appId: 'crm', name: 'CRM', workspaceId: 'default', components };
}

function request(changes: Partial<RestoreTablesRequest> = {}): RestoreTablesRequest {
  number += 1;
  return {
    ...ref,
    restoreId: `restore_${number}`,
    application: application(),
    tables: ['public.customer', 'public.page'],
    placement: 'replace',
    jobs: 1,
    isForeignAcknowledged: false,
    takeSafetySnapshot: null,
    onPlanned: async () => undefined,
    onProgress: () => undefined,
    signal: NEVER,
    ...changes,
  };
}

async function state(): Promise<{ names: number; pages: number }> {
  const [shop] = await fixture.cluster.query<{ n: number }>(
    'SELECT count(DISTINCT name)::int AS n FROM customer',
    'shop',
  );
  const [wiki] = await fixture.cluster.query<{ n: number }>('SELECT count(*)::int AS n FROM page', 'wiki');
  return { names: shop!.n, pages: wiki!.n };
}

const CHANGED = { names: 1, pages: 0 };
const RESTORED = { names: 300, pages: 2 };

describe('restoring tables', () => {
  it('brings them back in every component that has them, and reports it', async () => {
    const seen: string[] = [];
    const planned: unknown[] = [];
    const { report, replacements } = await restoreTables(
      fixture.adapters,
      request({
        takeSafetySnapshot: async (_signal, onBytes) => {
          onBytes(1);
          expect(await state()).toEqual(CHANGED);
          return 'snapshot';
        },
        onPlanned: async (plan) => {
          expect(await settleTables(fixture.adapters, application(), plan)).toBe('untouched');
          planned.push(plan);
        },
        onProgress: ({ phase }) => {
          if (seen.at(-1) !== phase) seen.push(phase);
        },
      }),
    );
    expect(await state()).toEqual(RESTORED);
    expect(planned).toEqual([replacements]);
    expect(seen).toEqual([
      'verifying',
      'preflight',
      'safety-snapshot',
      'loading',
      'comparing',
      'loading',
      'comparing',
    ]);
    expect(report).toMatchObject({
      strategy: 'tables',
      comparedTables: 3,
      comparedRows: 302,
      safetySnapshotId: 'snapshot',
      refusedMs: null,
      notes: [],
    });
    expect(report.tables.every(({ isEqual }) => isEqual)).toBe(true);
    expect(report.restoredTables.map(({ replacedRows }) => replacedRows)).toEqual([300, 0, 0]);
    expect(await settleTables(fixture.adapters, application(), replacements)).toBe('restored');
    expect(await keptTablesSizeBytes(fixture.adapters, application(), replacements)).toBeGreaterThan(0);

    await undoTables(fixture.adapters, application(), replacements);
    expect(await state()).toEqual(CHANGED);
    await expect(undoTables(fixture.adapters, application(), replacements)).rejects.toMatchObject({
      code: 'UNDO_NOT_AVAILABLE',
    });
    await discardTables(fixture.adapters, application(), replacements);
    expect(await fixture.remains()).toEqual([]);
  }, 60_000);

  it('takes back what is done already where a later component fails', async () => {
    await runSql(fixture.cluster, 'wiki', 'ALTER TABLE page ADD CHECK (id < 2)');
    await expect(restoreTables(fixture.adapters, request())).rejects.toMatchObject({
      code: 'TABLE_NOT_RESTORABLE',
      message: expect.stringContaining('page_id_check') as unknown,
    });
    await runSql(fixture.cluster, 'wiki', 'ALTER TABLE page DROP CONSTRAINT page_id_check');
    expect(await state()).toEqual(CHANGED);
  }, 60_000);

  it('settles one that was cut off between two components by undoing the first', async () => {
    const { replacements } = await restoreTables(fixture.adapters, request({ tables: ['public.customer'] }));
    await discardTables(fixture.adapters, application(), replacements.slice(1));
    expect(await settleTables(fixture.adapters, application(), replacements)).toBe('untouched');
    expect(await state()).toEqual(CHANGED);
  }, 60_000);

  it.each([
    [{ tables: ['public.customer', 'public.nothing'] }, 'TABLE_NOT_IN_BACKUP', 'public.nothing'],
    [{ tables: [] }, 'TABLE_NOT_IN_BACKUP', 'No table was chosen'],
  ])('refuses %j', async (changes, code, said) => {
    await expect(restoreTables(fixture.adapters, request(changes))).rejects.toMatchObject({
      code,
      message: expect.stringContaining(said) as unknown,
    });
  });

  it('stops at blockers with all of the reasons, before the safety snapshot', async () => {
    await runSql(fixture.cluster, 'wiki', 'ALTER TABLE page RENAME id TO number');
    await runSql(fixture.cluster, 'shop', 'ALTER TABLE customer RENAME name TO title');
    const takeSafetySnapshot = () => Promise.reject(new Error('too late'));
    const restoring = restoreTables(fixture.adapters, request({ takeSafetySnapshot }));
    await expect(restoring).rejects.toMatchObject({
      code: 'TABLE_NOT_RESTORABLE',
      message: expect.stringMatching(/customer.*: name\..*page.*: id\./) as unknown,
    });
    await runSql(fixture.cluster, 'wiki', 'ALTER TABLE page RENAME number TO id');
    await runSql(fixture.cluster, 'shop', 'ALTER TABLE customer RENAME title TO name');
  }, 60_000);
});
