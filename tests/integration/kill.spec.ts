import { setTimeout as delay } from 'node:timers/promises';

import { RESTORE_PHASES, type RestorePhase, type RestoreView, ROUTES } from '@holdfast/contract';

import { type ConsoleProcess, makeConsole } from '../support/console-process.js';
import { type DatabaseContent, readContent } from '../support/database-content.js';
import { dropKeptDatabases, oidOf } from '../support/databases.js';
import { type PostgresCluster, startCluster } from '../support/postgres-cluster.js';
import { seededRandom, type SeededRandom } from '../support/random.js';
import { expectNoRemains } from '../support/remains.js';
import { expectRoundTrip } from '../support/round-trip.js';
import { change, createSample } from '../support/sample-database.js';
import { waitFor } from '../support/wait-for.js';

const DATABASE = 'killed';
const ORDERS = 20_000;
const BACKUP_MOMENTS = 6;
/** Random delay after each of these begins, in milliseconds. */
const RESTORE_MOMENTS: readonly [RestorePhase, number][] = [
  ['verifying', 100],
  ['preflight', 50],
  ['safety-snapshot', 300],
  ['loading', 50],
  ['loading', 400],
  ['comparing', 100],
  ['comparing', 300],
  ['swapping', 0],
  ['swapping', 150],
];

let cluster: PostgresCluster;
let console: ConsoleProcess;
let random: SeededRandom;
let goodBackupId: string;
let backedUp: DatabaseContent;
let backupMs: number;

beforeAll(async () => {
  random = seededRandom();
  cluster = await startCluster();
  console = await makeConsole(await createSample(cluster, DATABASE, ORDERS));
  await console.start();
  backedUp = await readContent(cluster, DATABASE);
  const good = await console.api.backUp();
  goodBackupId = good.id;
  backupMs = Number(good.durationMs);
}, 90_000);
afterAll(async () => {
  await console?.dispose();
  await cluster?.stop();
});

describe('a console that is killed during a backup', () => {
  it.each(Array.from({ length: BACKUP_MOMENTS }, (_, index) => [index + 1]))(
    'leaves nothing behind and claims nothing, moment %i',
    async (moment) => {
      const id = await console.api.startBackup();
      await delay(backupMs * ((moment - 1 + random.next()) / BACKUP_MOMENTS));
      const groups = await console.crash();
      await console.start();
      await expectNoRemains({ console, cluster, groups });
      const record = (await console.api.backups()).find((backup) => backup.id === id);
      // A run that was through before the signal came is a success like any other.
      if (record?.status === 'success') expect(record).toMatchObject({ verificationLevel: 'readable' });
      else expect(record).toMatchObject({ status: 'failed', errorCode: 'INTERRUPTED' });
    },
    60_000,
  );

  it('makes backups that can be restored afterwards', async () => {
    expect(await readContent(cluster, DATABASE)).toEqual(backedUp);
    await expectRoundTrip(console, cluster, DATABASE);
  }, 60_000);
});

describe('a console that is killed during a restore', () => {
  it.each(RESTORE_MOMENTS)(
    'has restored all or nothing: in phase %s, within %i ms',
    async (phase, withinMs) => {
      await change(cluster, DATABASE, `before ${phase} ${withinMs}`);
      const old = await readContent(cluster, DATABASE);
      const restoreId = await console.api.startRestore(goodBackupId);
      await untilPhase(restoreId, phase);
      await delay(withinMs * random.next());
      const groups = await console.crash();
      await console.start();
      await expectNoRemains({ console, cluster, groups });
      const restore = (await console.api.restores()).find(({ id }) => id === restoreId);
      const hasSwapped = restore?.status === 'success';
      if (!hasSwapped) expect(restore).toMatchObject({ status: 'failed', errorCode: 'INTERRUPTED' });
      expect(await readContent(cluster, DATABASE)).toEqual(hasSwapped ? backedUp : old);
      await dropKeptDatabases(cluster);
    },
    60_000,
  );

  it('has restored everything once the swap is through, and the restore can still be undone', async () => {
    await change(cluster, DATABASE, 'before the swap');
    const old = await readContent(cluster, DATABASE);
    const oid = await oidOf(cluster, DATABASE);
    const restoreId = await console.api.startRestore(goodBackupId);
    await waitFor(
      () => oidOf(cluster, DATABASE),
      (now) => now !== undefined && now !== oid,
      { timeoutMs: 60_000 },
    );
    const groups = await console.crash();
    await console.start();
    await expectNoRemains({ console, cluster, groups });
    const restore = (await console.api.restores()).find(({ id }) => id === restoreId);
    expect(restore).toMatchObject({ status: 'success', undo: { isAvailable: true } });
    expect(await readContent(cluster, DATABASE)).toEqual(backedUp);
    await console.api.undo(restoreId);
    expect(await readContent(cluster, DATABASE)).toEqual(old);
    await dropKeptDatabases(cluster);
  }, 90_000);

  it('restores whole databases afterwards', () => expectRoundTrip(console, cluster, DATABASE), 60_000);
});

describe('a console that is asked to stop', () => {
  it('cancels a backup, records it and ends with exit code 0', async () => {
    const id = await console.api.startBackup();
    await waitFor(
      () => console.api.backups(),
      ([newest]) => newest?.id === id && newest.status === 'running',
    );
    expect(await console.end('SIGTERM')).toBe(0);
    await console.start();
    await expectNoRemains({ console, cluster });
    const record = (await console.api.backups()).find((backup) => backup.id === id);
    expect(record).toMatchObject({ status: 'canceled', errorCode: 'INTERRUPTED' });
  }, 60_000);

  it('gives a restore up before the swap and leaves the data as it was', async () => {
    await change(cluster, DATABASE, 'before a stop');
    const old = await readContent(cluster, DATABASE);
    const restoreId = await console.api.startRestore(goodBackupId);
    await untilPhase(restoreId, 'loading');
    expect(await console.end('SIGTERM')).toBe(0);
    await console.start();
    await expectNoRemains({ console, cluster });
    const restore = (await console.api.restores()).find(({ id }) => id === restoreId);
    expect(restore).toMatchObject({ status: 'canceled', errorCode: 'INTERRUPTED' });
    expect(await readContent(cluster, DATABASE)).toEqual(old);
    await expectRoundTrip(console, cluster, DATABASE);
  }, 60_000);
});

/** Or the end, where it was faster than we could look. */
async function untilPhase(restoreId: string, phase: RestorePhase): Promise<void> {
  await waitFor(
    () => console.api.get<RestoreView>(ROUTES.restore(restoreId)),
    (restore) => RESTORE_PHASES.indexOf(restore.phase) >= RESTORE_PHASES.indexOf(phase),
  );
}
