import pg from 'pg';

import { type ApplicationTestView, type ErrorCode, ROUTES } from '@holdfast/contract';

import { ADMIN } from '../support/api-client.js';
import { CommandLineWatch, filesWith } from '../support/canary.js';
import { type ConsoleProcess, makeConsole } from '../support/console-process.js';
import { type PostgresCluster, startCluster } from '../support/postgres-cluster.js';
import { expectNoRemains } from '../support/remains.js';
import { expectRoundTrip } from '../support/round-trip.js';
import { addOrders, createSample } from '../support/sample-database.js';
import { waitFor } from '../support/wait-for.js';

const DATABASE = 'sources';
const CANARY = 'canary:p@ss\\w%rd';
/** As it is, as in an address, and as in a pass file. */
const CANARIES = [CANARY, encodeURIComponent(CANARY), CANARY.replace(/[\\:]/g, '\\$&'), ADMIN.password];

let cluster: PostgresCluster;
let console: ConsoleProcess;

beforeAll(async () => {
  cluster = await startCluster();
  await createSample(cluster, DATABASE, 2_000);
  await cluster.query(`
    CREATE ROLE outsider LOGIN PASSWORD 'outside';
    CREATE ROLE restricted LOGIN PASSWORD 'inside' IN ROLE pg_read_all_data;
    CREATE ROLE canary LOGIN SUPERUSER PASSWORD ${pg.escapeLiteral(CANARY)}`);
  console = await makeConsole('postgresql://unused@localhost/unused');
}, 60_000);
afterAll(async () => {
  await console?.dispose();
  await cluster?.stop();
});
afterEach(() => console.end('SIGTERM'));

function addressAs(user: string, password: string, database = DATABASE, port = cluster.port): string {
  return `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

async function expectFailure(address: string, code: ErrorCode, says: RegExp): Promise<void> {
  await console.start({ DATABASE_URL: address });
  const backup = await console.api.untilBackupEnds(await console.api.startBackup());
  expect(backup).toMatchObject({ status: 'failed', errorCode: code, path: null });
  expect(backup.errorMessage).toMatch(says);
  expect(backup.errorHint).not.toBeNull();
  const [application] = (await console.api.get<{ items: { appId: string }[] }>(ROUTES.applications)).items;
  const test = await console.api.post<ApplicationTestView>(ROUTES.applicationTest(application!.appId));
  if (code !== 'SOURCE_PERMISSION_DENIED') {
    expect(test).toMatchObject({ ok: false, components: [{ problems: [{ code, severity: 'blocker' }] }] });
  }
  await expectNoRemains({ console, cluster });
}

describe('a backup of a source that cannot be backed up', () => {
  it.each<[string, ErrorCode, RegExp, () => string]>([
    ['a wrong password', 'SOURCE_AUTH_FAILED', /password/, () => addressAs('postgres', 'wrong')],
    ['a role that does not exist', 'SOURCE_AUTH_FAILED', /nobody_here/, () => addressAs('nobody_here', 'x')],
    [
      'a database that does not exist',
      'SOURCE_NOT_FOUND',
      /missing/,
      () => addressAs('postgres', cluster.password, 'missing'),
    ],
    [
      'a server that is down',
      'SOURCE_UNREACHABLE',
      /ECONNREFUSED|refused/,
      () => addressAs('postgres', 'x', DATABASE, 1),
    ],
    [
      'a role without rights',
      'SOURCE_PERMISSION_DENIED',
      /permission denied/,
      () => addressAs('outsider', 'outside'),
    ],
  ])(
    'fails with a clear reason: %s',
    (_what, code, says, address) => expectFailure(address(), code, says),
    30_000,
  );

  it('fails where row security hides rows from the role, instead of leaving them out', async () => {
    await cluster.query(
      'CREATE TABLE secured (id int); ALTER TABLE secured ENABLE ROW LEVEL SECURITY',
      DATABASE,
    );
    await expectFailure(addressAs('restricted', 'inside'), 'SOURCE_PERMISSION_DENIED', /row-level security/);
    await cluster.query('DROP TABLE secured', DATABASE);
  }, 30_000);

  it('waits for a lock no longer than its caller, who cancels', async () => {
    await console.start({ DATABASE_URL: cluster.url(DATABASE) });
    const holder = new pg.Client({ connectionString: cluster.url(DATABASE) });
    await holder.connect();
    try {
      await holder.query('BEGIN; LOCK TABLE orders IN ACCESS EXCLUSIVE MODE');
      const id = await console.api.startBackup();
      await untilWaiting();
      await console.api.post(ROUTES.backupCancel(id));
      expect(await console.api.untilBackupEnds(id)).toMatchObject({ status: 'canceled' });
      await expectNoRemains({ console, cluster });
    } finally {
      await holder.end();
    }
    await expectRoundTrip(console, cluster, DATABASE);
  }, 60_000);
});

describe('secrets', () => {
  it('are never among the arguments of a program, in logs, answers, catalog or packages', async () => {
    // Enough for each program to be seen at work.
    await addOrders(cluster, DATABASE, 20_000);
    const watch = new CommandLineWatch(CANARIES);
    const answers: string[] = [];
    try {
      console.output = '';
      await console.start({ DATABASE_URL: addressAs('canary', CANARY), LOG_LEVEL: 'trace' });
      await expectRoundTrip(console, cluster, DATABASE);
      for (const route of [
        ROUTES.status,
        ROUTES.applications,
        ROUTES.backups,
        ROUTES.restores,
        ROUTES.settings,
        ROUTES.audit,
      ]) {
        answers.push(await console.api.text(route));
      }
    } finally {
      await watch.stop();
    }
    expect([...watch.programs]).toEqual(expect.arrayContaining(['pg_dump', 'pg_restore', 'age', 'zstd']));
    expect(watch.leaks).toEqual([]);
    for (const text of [console.output, ...answers]) {
      expect(text.length).toBeGreaterThan(0);
      for (const canary of CANARIES) expect(text).not.toContain(canary);
    }
    expect(await filesWith(console.directory, CANARIES)).toEqual([]);
  }, 60_000);
});

async function untilWaiting(): Promise<void> {
  await waitFor(
    () =>
      cluster.query(
        "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
        DATABASE,
      ),
    (rows) => rows.length > 0,
  );
}
