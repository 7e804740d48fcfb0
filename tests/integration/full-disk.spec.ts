import { type ConsoleProcess, makeConsole } from '../support/console-process.js';
import { readContent } from '../support/database-content.js';
import { SmallDisk } from '../support/fault-disk.js';
import { type PostgresCluster, startCluster } from '../support/postgres-cluster.js';
import { expectNoRemains } from '../support/remains.js';
import { expectRoundTrip } from '../support/round-trip.js';
import { addOrders, createSample } from '../support/sample-database.js';

/** A developer without these rights can still run the other tests; CI, which accepts no skipped ones, cannot. */
const describeDisk = (await SmallDisk.canMount()) || process.env['CI'] === 'true' ? describe : describe.skip;

let cluster: PostgresCluster;

beforeAll(async () => {
  cluster = await startCluster();
}, 60_000);
afterAll(() => cluster?.stop());

describeDisk('a storage that is full', () => {
  const DATABASE = 'storage full';
  let disk: SmallDisk;
  let console: ConsoleProcess;

  beforeAll(async () => {
    disk = await SmallDisk.mount(256);
    const address = await createSample(cluster, DATABASE, 10_000);
    console = await makeConsole(address, { BACKUP_STORAGE_PATH: `${disk.path}/backups` });
    await console.start();
  }, 60_000);
  afterAll(async () => {
    await console?.dispose();
    await disk?.unmount();
  });

  it('fails the backup, leaves no half one, and harms no older one', async () => {
    const good = await console.api.backUp();
    await disk.fill(0.5);
    const backup = await console.api.untilBackupEnds(await console.api.startBackup());
    expect(backup).toMatchObject({ status: 'failed', errorCode: 'STORAGE_FULL', path: null });
    expect(backup.errorHint).not.toBeNull();
    await disk.free();
    await expectNoRemains({ console, cluster });
    await console.api.restore(good.id);
    await expectRoundTrip(console, cluster, DATABASE);
  }, 90_000);

  it('refuses a restore that cannot be unpacked, before anything is touched', async () => {
    const before = await readContent(cluster, DATABASE);
    const { id } = await console.api.backUp();
    await disk.fill(30);
    const restore = await console.api.untilRestoreEnds(await console.api.startRestore(id));
    expect(restore).toMatchObject({ status: 'failed', errorCode: 'STORAGE_FULL' });
    await disk.free();
    await expectNoRemains({ console, cluster });
    expect(await readContent(cluster, DATABASE)).toEqual(before);
    await expectRoundTrip(console, cluster, DATABASE);
  }, 90_000);
});

describeDisk('a database server whose disk fills up while a backup is loaded', () => {
  const DATABASE = 'server full';
  let disk: SmallDisk;
  let console: ConsoleProcess;

  beforeAll(async () => {
    disk = await SmallDisk.mount(100);
    await disk.giveToOwnerOf(cluster.dataDirectory);
    await cluster.query(`CREATE TABLESPACE small LOCATION '${disk.path}'`);
    const address = await createSample(cluster, DATABASE, 5_000);
    await cluster.query(`ALTER DATABASE "${DATABASE}" SET TABLESPACE small`);
    console = await makeConsole(address);
    await console.start();
  }, 60_000);
  afterAll(async () => {
    await console?.dispose();
    await cluster.query(`DROP DATABASE IF EXISTS "${DATABASE}" WITH (FORCE)`);
    await disk?.unmount();
  });

  it('fails the restore, drops what was loaded, and leaves the live data as it was', async () => {
    await addOrders(cluster, DATABASE, 20_000);
    const { id } = await console.api.backUp();
    const before = await readContent(cluster, DATABASE);
    await disk.fill(12);
    const restore = await console.api.untilRestoreEnds(await console.api.startRestore(id));
    expect(restore).toMatchObject({ status: 'failed', errorCode: 'SOURCE_FULL' });
    await expectNoRemains({ console, cluster });
    await disk.free();
    expect(await readContent(cluster, DATABASE)).toEqual(before);
    await expectRoundTrip(console, cluster, DATABASE);
  }, 90_000);
});
