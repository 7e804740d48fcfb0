import { type AcceptedView, type RestoreView, ROUTES } from '@holdfast/contract';

import { type ConsoleProcess, makeConsole } from '../support/console-process.js';
import { readContent } from '../support/database-content.js';
import { listDatabases, oidOf, restoringDatabases } from '../support/databases.js';
import { type PostgresCluster, startCluster } from '../support/postgres-cluster.js';
import { expectRoundTrip } from '../support/round-trip.js';
import { change, createSample } from '../support/sample-database.js';
import { waitFor } from '../support/wait-for.js';

let cluster: PostgresCluster;

beforeAll(async () => {
  cluster = await startCluster();
}, 60_000);
afterAll(() => cluster.stop());

async function start(console: ConsoleProcess): Promise<ConsoleProcess> {
  await console.start();
  return console;
}

describe('a database that somebody dropped', () => {
  let console: ConsoleProcess;

  beforeAll(async () => {
    console = await start(await makeConsole(await createSample(cluster, 'dropped', 2_000)));
  }, 60_000);
  afterAll(() => console.dispose());

  it('comes back, and the report says that it was missing', async () => {
    const before = await readContent(cluster, 'dropped');
    const backup = await console.api.backUp();
    await cluster.query('DROP DATABASE dropped WITH (FORCE)');
    const { report } = await console.api.restore(backup.id);
    expect(await readContent(cluster, 'dropped')).toEqual(before);
    expect(report?.safetySnapshotId).toBeNull();
    expect(report?.notes.map(({ code }) => code)).toEqual(['LIVE_MISSING']);
    await expectRoundTrip(console, cluster, 'dropped');
  }, 90_000);
});

describe('a restore in place', () => {
  let console: ConsoleProcess;

  beforeAll(async () => {
    await createSample(cluster, 'in_place', 2_000);
    await cluster.query(`CREATE ROLE keeper LOGIN PASSWORD 'keeper'`);
    await cluster.query('ALTER DATABASE in_place OWNER TO keeper');
    await cluster.query(
      `DO $$ DECLARE item record; BEGIN
         FOR item IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
           EXECUTE format('ALTER TABLE %I OWNER TO keeper', item.tablename);
         END LOOP;
         FOR item IN SELECT oid FROM pg_largeobject_metadata LOOP
           EXECUTE format('ALTER LARGE OBJECT %s OWNER TO keeper', item.oid);
         END LOOP;
       END $$`,
      'in_place',
    );
    const url = new URL(cluster.url('in_place'));
    url.username = 'keeper';
    url.password = 'keeper';
    console = await start(await makeConsole(url.href));
  }, 60_000);
  afterAll(() => console.dispose());

  async function restoreInPlace(backupId: string): Promise<RestoreView> {
    const body = { mode: 'apply', strategy: 'in-place', confirm: 'in_place' };
    const { id } = await console.api.post<AcceptedView>(ROUTES.backupRestores(backupId), body);
    return console.api.untilRestoreEnds(id);
  }

  it('is what is left where the role may not create databases, and is never chosen by itself', async () => {
    const backup = await console.api.backUp();
    const id = await console.api.startRestore(backup.id);
    expect(await console.api.untilRestoreEnds(id)).toMatchObject({
      status: 'failed',
      errorCode: 'PREFLIGHT_FAILED',
      errorHint: expect.stringContaining('CREATEDB') as string,
    });
  }, 60_000);

  it('brings the data back under the same OID, and leaves alone what the backup does not know', async () => {
    const before = await readContent(cluster, 'in_place');
    const oid = await oidOf(cluster, 'in_place');
    const backup = await console.api.backUp();
    await change(cluster, 'in_place', 'damaged');
    await cluster.query('SET ROLE keeper; CREATE TABLE later AS SELECT 1 AS n', 'in_place');
    const restored = await restoreInPlace(backup.id);
    expect(restored).toMatchObject({ status: 'success', errorMessage: null, undo: { isAvailable: false } });
    expect(restored.report?.notes.map(({ code }) => code)).toContain('OBJECTS_LEFT');
    await cluster.query('DROP TABLE later', 'in_place');
    expect(await readContent(cluster, 'in_place')).toEqual(before);
    expect(await oidOf(cluster, 'in_place')).toBe(oid);
  }, 60_000);

  it('changes nothing where one of its statements fails', async () => {
    const backup = await console.api.backUp();
    await change(cluster, 'in_place', 'damaged again');
    // A view that needs a table keeps it from being dropped and made anew.
    await cluster.query('SET ROLE keeper; CREATE VIEW in_the_way AS SELECT * FROM orders', 'in_place');
    const before = await readContent(cluster, 'in_place');
    const restored = await restoreInPlace(backup.id);
    expect(restored).toMatchObject({ status: 'failed', errorCode: 'RESTORE_FAILED' });
    expect(await readContent(cluster, 'in_place')).toEqual(before);
  }, 60_000);
});

describe('a restore that is cancelled', () => {
  let console: ConsoleProcess;

  beforeAll(async () => {
    console = await start(await makeConsole(await createSample(cluster, 'canceled', 60_000)));
  }, 60_000);
  afterAll(() => console.dispose());

  it.each(['verifying', 'safety-snapshot', 'loading', 'comparing'])(
    'while it is %s changes nothing and leaves nothing behind',
    async (phase) => {
      const { id: backupId } = await console.api.backUp();
      const before = await readContent(cluster, 'canceled');
      const oid = await oidOf(cluster, 'canceled');
      const id = await console.api.startRestore(backupId);
      const look = () => console.api.get<RestoreView>(ROUTES.restore(id));
      // A phase may be over before it is seen; any later one before the swap will do as well.
      await waitFor(look, (view) => view.phase === phase || view.progress > 60 || view.status !== 'running');
      await console.api.post(ROUTES.restoreCancel(id)).catch(() => undefined);
      const { status } = await console.api.untilRestoreEnds(id);
      if (status === 'success') await console.api.undo(id);
      expect(['canceled', 'success']).toContain(status);
      expect(await oidOf(cluster, 'canceled')).toBe(oid);
      expect(await readContent(cluster, 'canceled')).toEqual(before);
      expect(await restoringDatabases(cluster)).toEqual([]);
    },
    60_000,
  );

  it('leaves the console able to go on', async () => {
    await expectRoundTrip(console, cluster, 'canceled');
    expect((await listDatabases(cluster)).map(({ name }) => name)).toContain('canceled');
  }, 60_000);
});
