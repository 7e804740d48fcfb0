import { existsSync } from 'node:fs';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { DrillReport, RestorePhase } from '@holdfast/contract';

import { createNastyDatabase, UNREFRESHABLE_VIEW } from '../../../../tests/support/nasty-database.js';
import { createSample } from '../../../../tests/support/sample-database.js';
import { parseConnection } from '../drivers/postgres/connection.js';
import { withSession } from '../drivers/postgres/sql-session.js';
import type { DrillRequest, PackageRef } from '../engine.js';
import { HoldfastError } from '../errors/holdfast-error.js';
import type { ComponentDescription, ComponentDriver } from '../ports/component-driver.js';
import { eventually } from '../testing/fixture-programs.js';
import { processesNaming } from '../testing/running-processes.js';
import { runSql } from '../testing/postgres-fixture.js';
import { type DrillFixture, drillRequest, startDrillFixture } from '../testing/drill-fixture.js';
import { MemoryDestination } from '../testing/memory-destination.js';
import { objectsOf } from '../package/checksums.js';
import { objectKey, packagePrefix } from '../package/package-layout.js';
import { readManifest } from '../package/package-reader.js';
import type { Adapters } from './adapters.js';
import { drill } from './drill.js';

let fixture: DrillFixture;
let sample: PackageRef;

beforeAll(async () => {
  fixture = await startDrillFixture();
  await createSample(fixture.cluster, 'sample', 2000);
  sample = await fixture.backUp(['sample']);
}, 120_000);
afterAll(() => fixture.stop());
afterEach(async () => expect(await fixture.remains()).toEqual([]));

function run(
  changes: Partial<DrillRequest> = {},
  adapters: Adapters = fixture.adapters,
): Promise<DrillReport> {
  return drill(adapters, drillRequest(sample, changes));
}

async function failure(work: Promise<unknown>): Promise<HoldfastError> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  if (error instanceof HoldfastError) return error;
  throw new Error(`It did not fail as expected: ${String(error)}`);
}

/** The driver's own method, for tests that change what it answers. */
function original<Name extends keyof ComponentDriver>(name: Name): ComponentDriver[Name] {
  return fixture.adapters.drivers.get('postgres')![name];
}

/** A package of the sample whose manifest says something else of the database. */
function backUpWith(change: (description: ComponentDescription) => void): Promise<PackageRef> {
  const around = fixture.withDriver({
    describe: async (...args) => {
      const description = await original('describe')(...args);
      change(description);
      return description;
    },
  });
  return fixture.backUp(['sample'], { around });
}

describe('a drill', () => {
  it('proves a backup on a server of its own, and measures how long that takes', async () => {
    const phases: RestorePhase[] = [];
    const assertions = [{ name: 'orders are there', sql: 'SELECT count(*) = 2000 FROM orders;' }];
    const report = await run({
      assertions,
      onProgress: ({ phase }) => {
        if (phases.at(-1) !== phase) phases.push(phase);
      },
    });
    expect(report).toMatchObject({
      level: 'matched',
      server: { kind: 'throw-away', version: expect.stringMatching(/^\d+\.\d+$/) as string },
      comparedTables: 3,
      comparedRows: 2501,
      comparedLargeObjects: 1,
      comparedSequences: 1,
      assertions: [{ name: 'orders are there', isTrue: true, message: null }],
      notes: [],
    });
    expect(phases).toEqual(['verifying', 'starting-server', 'loading', 'comparing', 'asserting']);
    expect(report.phases.map(({ phase }) => phase)).toEqual(phases);
    const measuredMs = report.phases.slice(0, -1).reduce((sum, { durationMs }) => sum + durationMs, 0);
    expect(report.recoveryMs).toBeGreaterThanOrEqual(measuredMs - phases.length);
    expect(report.recoveryMs).toBeLessThan(120_000);
  }, 120_000);

  it('brings back what makes restores go wrong: odd names, roles, privileges, large objects, partitions', async () => {
    await createNastyDatabase(fixture.cluster, 'nasty "one"');
    const report = await drill(fixture.adapters, drillRequest(await fixture.backUp(['nasty "one"'])));
    expect(report).toMatchObject({ level: 'matched', comparedLargeObjects: 3, comparedSequences: 3 });
    expect(report.tables.every(({ isEqual }) => isEqual)).toBe(true);
    expect(report.notes.map(({ code }) => code)).toEqual(['VIEW_NOT_REFRESHED']);
    expect(report.notes[0]?.message).toContain(UNREFRESHABLE_VIEW.split('.')[1]);
  }, 120_000);

  it.each(['with', 'without'])(
    'finds every role and tablespace that is needed %s the server’s roles in the package',
    async (how) => {
      await createWithRoles();
      const around =
        how === 'with' ? fixture.adapters : fixture.withDriver({ dumpGlobals: async () => null });
      const ref = await fixture.backUp(['roles'], { around });
      const report = await drill(fixture.adapters, drillRequest(ref));
      expect(report).toMatchObject({ level: 'matched', comparedTables: 2, notes: [] });
    },
    120_000,
  );

  it('drills a differential backup from what it builds on', async () => {
    await createSample(fixture.cluster, 'changing', 200);
    const parent = await fixture.backUp(['changing']);
    await fixture.cluster.query('DELETE FROM orders WHERE id % 50 = 0', 'changing');
    const ref = await fixture.backUp(['changing'], { parent });
    const { components } = await readManifest(fixture.adapters.destination, ref);
    expect(components[0]?.delta).toMatchObject({ baseBackupId: parent.backupId });
    const report = await drill(fixture.adapters, drillRequest(ref));
    expect(report).toMatchObject({ level: 'matched', comparedRows: 501 + 196 });
  }, 120_000);

  it('drills each of several databases', async () => {
    await createSample(fixture.cluster, 'second', 10);
    const ref = await fixture.backUp(['sample', 'second']);
    const report = await drill(fixture.adapters, drillRequest(ref));
    expect(report).toMatchObject({ level: 'matched', comparedTables: 6, comparedRows: 2501 + 511 });
  }, 120_000);

  it('reads the package from another destination where one is named', async () => {
    const elsewhere = new MemoryDestination();
    const { destination } = fixture.adapters;
    const objects = await destination.list(packagePrefix(sample));
    for (const { key } of objects) await elsewhere.write(key, await destination.read(key));
    const empty = { ...fixture.adapters, destination: new MemoryDestination() };
    await expect(run({ from: elsewhere }, empty)).resolves.toMatchObject({ level: 'matched' });
    expect((await failure(run({}, empty))).code).toBe('BACKUP_NOT_FOUND');
  }, 120_000);
});

async function flipByte(ref: PackageRef, objectName: string): Promise<void> {
  const path = join(fixture.root, 'storage', objectKey(ref, objectName));
  const bytes = await readFile(path);
  bytes[Math.floor(bytes.length / 2)]! ^= 1;
  await chmod(path, 0o600);
  await writeFile(path, bytes);
}

/** An owner, a reader and a tablespace that exist nowhere but on the application's server. */
async function createWithRoles(): Promise<void> {
  const { cluster } = fixture;
  const [{ exists } = { exists: false }] = await cluster.query<{ exists: boolean }>(
    "SELECT EXISTS (SELECT FROM pg_database WHERE datname = 'roles') AS exists",
  );
  if (exists) return;
  await runSql(
    cluster,
    'postgres',
    ...['"The Owner"', 'reader', '"pol, icy"', 'granted_later'].map((role) => `CREATE ROLE ${role}`),
    'SET allow_in_place_tablespaces = on',
    `CREATE TABLESPACE "fast disk" LOCATION ''`,
  );
  await cluster.createDatabase('roles');
  await cluster.query(
    `CREATE EXTENSION pgcrypto;
     CREATE TABLE kept (id int PRIMARY KEY, note text) TABLESPACE "fast disk";
     INSERT INTO kept VALUES (1, 'a'), (2, 'b');
     ALTER TABLE kept OWNER TO "The Owner";
     GRANT SELECT ON kept TO reader WITH GRANT OPTION;
     ALTER TABLE kept ENABLE ROW LEVEL SECURITY;
     CREATE POLICY p ON kept FOR SELECT TO "pol, icy", reader USING (note <> 'FROM nobody');
     ALTER DEFAULT PRIVILEGES FOR ROLE "The Owner" GRANT SELECT ON TABLES TO granted_later;
     CREATE TABLE parts (at date) PARTITION BY RANGE (at);
     CREATE TABLE parts_2026 PARTITION OF parts FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
     INSERT INTO parts VALUES ('2026-05-05');
     ALTER DATABASE roles OWNER TO "The Owner"`,
    'roles',
  );
}

describe('a drill that does not come out well', () => {
  it('says which table differs, and reports how far it came', async () => {
    const dump = original('dump');
    const tampering = fixture.withDriver({
      dump: async (source, signal) => {
        await withSession(parseConnection(source), signal, (session) =>
          session.query("UPDATE customers SET name = 'somebody else' WHERE id = 7"),
        );
        return dump(source, signal);
      },
    });
    const error = await failure(run({}, tampering));
    expect(error.code).toBe('DRILL_FAILED');
    expect(error.message).toContain('public.customers has other content in its 500 rows');
    expect(error.details['drill']).toMatchObject({ level: 'restored', comparedTables: 3, assertions: [] });
    expect(error.details['differences']).toHaveLength(1);
  }, 120_000);

  it('fails where the data cannot be loaded, and says what the server said', async () => {
    const failing = fixture.withDriver({
      loadBeside: (request, replacement) =>
        original('loadBeside')({ ...request, spoolPath: '/nonexistent/spool' }, replacement),
    });
    const error = await failure(run({}, failing));
    expect(error.code).toBe('DRILL_FAILED');
    expect(error.message).toContain('part-0 could not be loaded');
    expect(error.message).toContain('/nonexistent/spool');
  }, 120_000);

  it('refuses a damaged package before any server is started', async () => {
    const phases: RestorePhase[] = [];
    const ref = await fixture.backUp(['sample']);
    const manifest = await readManifest(fixture.adapters.destination, ref);
    await flipByte(ref, objectsOf(manifest)[0]!.name);
    const request = drillRequest(ref, { onProgress: ({ phase }) => void phases.push(phase) });
    expect((await failure(drill(fixture.adapters, request))).code).toBe('BACKUP_CORRUPTED');
    expect(new Set(phases)).toEqual(new Set(['verifying']));
  }, 120_000);

  it('names the extension that this machine lacks, and the way out', async () => {
    const ref = await backUpWith(({ database }) =>
      database.extensions.push({ name: 'nowhere', version: '9.1' }),
    );
    const error = await failure(drill(fixture.adapters, drillRequest(ref)));
    expect(error.code).toBe('PREFLIGHT_FAILED');
    expect(error.message).toContain('Extension "nowhere" is not installed');
    expect(error.hint).toContain('DRILL_DATABASE_URL');
  }, 120_000);

  it('says what to install where there is no server program', async () => {
    const ref = await backUpWith((description) => (description.engine.version = '99.1'));
    const error = await failure(drill(fixture.adapters, drillRequest(ref)));
    expect(error.code).toBe('TOOL_MISSING');
    expect(error.hint).toContain('postgresql-99');
    expect(error.hint).toContain('DRILL_DATABASE_URL');
  }, 120_000);
});

describe('a drill on a machine that is not quite the same', () => {
  it('takes another locale and a newer server where the original ones are not installed, and says so', async () => {
    const ref = await backUpWith(({ database, engine }) => {
      database.collate = 'tlh_KX.UTF-8';
      database.ctype = 'tlh_KX.UTF-8';
      engine.version = '12.3';
    });
    const report = await drill(fixture.adapters, drillRequest(ref));
    expect(report.level).toBe('matched');
    expect(report.notes.map(({ code }) => code)).toEqual(['LOCALE_SUBSTITUTED', 'DRILL_SERVER_NEWER']);
    expect(report.notes[0]?.message).toContain('tlh_KX.UTF-8');
  }, 120_000);
});

describe('the administrator’s assertions', () => {
  it('fail the drill where one is not true, which is named', async () => {
    const assertions = [
      { name: 'there are customers', sql: 'SELECT count(*) > 0 FROM customers' },
      { name: 'nobody is called 7', sql: 'SELECT count(*) = 0 FROM customers WHERE id = 7' },
    ];
    const error = await failure(run({ assertions }));
    expect(error.code).toBe('ASSERTION_FAILED');
    expect(error.message).toContain('“nobody is called 7”: It gave false.');
    expect(error.message).not.toContain('there are customers');
    expect(error.details['drill']).toMatchObject({
      level: 'matched',
      assertions: [{ isTrue: true }, { isTrue: false, message: 'It gave false.' }],
    });
  }, 120_000);
});

describe('a canceled drill', () => {
  it.each<RestorePhase>(['verifying', 'loading', 'comparing', 'asserting'])(
    'leaves nothing when it is canceled while %s',
    async (stopAt) => {
      const controller = new AbortController();
      const assertions = [{ name: 'slow', sql: 'SELECT pg_sleep(50) IS NOT NULL' }];
      const onProgress: DrillRequest['onProgress'] = ({ phase }) => {
        if (phase === stopAt) setImmediate(() => controller.abort());
      };
      const error = await failure(run({ assertions, onProgress, signal: controller.signal }));
      expect(error.code).toBe('CANCELED');
    },
    120_000,
  );

  it.each(['data/PG_VERSION', 'data/postmaster.pid'])(
    'leaves neither process nor file when it is canceled while the server is made, once there is %s',
    async (file) => {
      const controller = new AbortController();
      const canceled = failure(run({ signal: controller.signal }));
      const recordPath = join(fixture.adapters.workPath, `drill-drill_${sample.backupId}/part-0/server.json`);
      await eventually(() => existsSync(recordPath));
      const [home = ''] = JSON.parse(await readFile(recordPath, 'utf8')) as string[];
      await eventually(() => existsSync(join(home, file)));
      controller.abort();
      expect((await canceled).code).toBe('CANCELED');
      expect(existsSync(home)).toBe(false);
      expect(await processesNaming(home)).toEqual([]);
    },
    120_000,
  );
});

describe('the application’s server', () => {
  it('is not needed for a drill', async () => {
    await fixture.cluster.stop();
    await expect(run()).resolves.toMatchObject({ level: 'matched' });
  }, 120_000);
});
