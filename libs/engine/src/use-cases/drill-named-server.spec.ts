import type { DrillReport } from '@holdfast/contract';

import { createSample } from '../../../../tests/support/sample-database.js';
import { Secret } from '../domain/secret.js';
import type { DrillRequest, PackageRef } from '../engine.js';
import { HoldfastError } from '../errors/holdfast-error.js';
import { replacementNames } from '../drivers/postgres/replacement-names.js';
import { lockKeys } from '../drivers/postgres/scratch/scratch-names.js';
import { type DrillFixture, drillRequest, startDrillFixture } from '../testing/drill-fixture.js';
import { eventually } from '../testing/fixture-programs.js';
import { type PostgresCluster, startCluster } from '../../../../tests/support/postgres-cluster.js';
import { drill } from './drill.js';

let fixture: DrillFixture;
/** The server that the administrator named. */
let named: PostgresCluster;
let sample: PackageRef;

beforeAll(async () => {
  [fixture, named] = await Promise.all([startDrillFixture(), startCluster()]);
  await createSample(fixture.cluster, 'sample', 500);
  sample = await fixture.backUp(['sample']);
}, 120_000);
afterAll(() => Promise.all([fixture.stop(), named.stop()]));
afterEach(async () => expect(await fixture.remains()).toEqual([]));

function run(changes: Partial<DrillRequest> = {}, url = named.url('postgres')): Promise<DrillReport> {
  return drill({ ...fixture.adapters, scratchServer: new Secret(url) }, drillRequest(sample, changes));
}

async function databases(): Promise<string[]> {
  const rows = await named.query<{ name: string }>(
    `SELECT datname AS name FROM pg_database WHERE datname NOT IN ('postgres', 'template0', 'template1') ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

async function failure(work: Promise<unknown>): Promise<HoldfastError> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  if (error instanceof HoldfastError) return error;
  throw new Error(`It did not fail as expected: ${String(error)}`);
}

describe('a drill on a server that the administrator named', () => {
  it('loads into a scratch database whose name says what it is, and drops it', async () => {
    const seen = new Set<string>();
    const report = await run({
      assertions: [
        { name: 'in a scratch database', sql: `SELECT current_database() LIKE 'holdfast\\_drill\\_%'` },
      ],
      onProgress: ({ phase }) => {
        if (phase === 'comparing') void databases().then((names) => names.forEach((name) => seen.add(name)));
      },
    });
    expect(report).toMatchObject({ level: 'matched', server: { kind: 'named' }, notes: [] });
    expect([...seen]).toEqual([
      expect.stringMatching(/^holdfast_drill_[0-9a-f]{12}__restoring_[0-9a-f]{12}$/),
    ]);
    expect(await databases()).toEqual([]);
  }, 120_000);

  it.each(['loading', 'comparing', 'asserting'])(
    'drops it when it is canceled while %s',
    async (stopAt) => {
      const controller = new AbortController();
      const canceled = run({
        assertions: [{ name: 'slow', sql: 'SELECT pg_sleep(50) IS NULL' }],
        onProgress: ({ phase }) => {
          if (phase === stopAt) setImmediate(() => controller.abort());
        },
        signal: controller.signal,
      });
      expect((await failure(canceled)).code).toBe('CANCELED');
      expect(await databases()).toEqual([]);
    },
    120_000,
  );

  it('drops what a killed drill left, and nothing else', async () => {
    const abandoned = replacementNames('', 'holdfast_drill_0123456789ab', 'killed').besideName;
    const others = [
      replacementNames('', 'holdfast_drill_aaaaaaaaaaaa', 'busy').besideName,
      replacementNames('', 'holdfast_drill_bbbbbbbbbbbb', 'locked').besideName,
      'holdfast_drill_0123456789ab',
      'holdfast_drill_0123456789ab__restoring_0123456789ab',
      replacementNames('', 'shop', 'restore').besideName,
    ];
    for (const name of [abandoned, ...others]) await named.createDatabase(name);
    const busy = named.query('SELECT pg_sleep(60)', others[0]).catch(() => 'ended');
    const [group, key] = lockKeys('holdfast_drill_bbbbbbbbbbbb');
    const locked = named
      .query(`SELECT pg_advisory_lock(${group}, ${key}), pg_sleep(60)`)
      .catch(() => 'ended');
    await eventually(async () => (await sleeping()).length === 2);

    await expect(run()).resolves.toMatchObject({ level: 'matched' });
    expect(await databases()).toEqual([...others].sort());

    await named.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)%' AND pid <> pg_backend_pid()`,
    );
    expect(await Promise.all([busy, locked])).toEqual(['ended', 'ended']);
    for (const name of others) await named.query(`DROP DATABASE ${name}`);
  }, 120_000);

  function sleeping(): Promise<unknown[]> {
    return named.query(`SELECT pid FROM pg_stat_activity WHERE wait_event = 'PgSleep'`);
  }

  it('says so where a role is missing there', async () => {
    await fixture.cluster.query('CREATE ROLE only_here');
    await createSample(fixture.cluster, 'owned', 5);
    await fixture.cluster.query('ALTER TABLE orders OWNER TO only_here', 'owned');
    const ref = await fixture.backUp(['owned']);
    const adapters = { ...fixture.adapters, scratchServer: new Secret(named.url('postgres')) };
    const error = await failure(drill(adapters, drillRequest(ref)));
    expect(error).toMatchObject({ code: 'DRILL_FAILED' });
    expect(error.message).toContain('role "only_here" does not exist');
    expect(error.hint).toContain('CREATE ROLE "only_here"');
    expect(await databases()).toEqual([]);
  }, 120_000);

  it('says so where the role may not create databases', async () => {
    await named.query(`CREATE ROLE small LOGIN PASSWORD 'secret word'`);
    const url = new URL(named.url('postgres'));
    url.username = 'small';
    url.password = 'secret word';
    const error = await failure(run({}, url.href));
    expect(error.code).toBe('PREFLIGHT_FAILED');
    expect(error.message).toContain('Role "small" may not create databases');
    expect(JSON.stringify(error)).not.toContain('secret');
  }, 120_000);

  it('calls an address that cannot be read by the name of its setting', async () => {
    const error = await failure(run({}, 'postgresql://u:p@h:5432'));
    expect(error.message).toContain('"DRILL_DATABASE_URL" names no database');
  });
});
