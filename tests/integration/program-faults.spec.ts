import type { RestoreView } from '@holdfast/contract';

import { type ConsoleProcess, makeConsole } from '../support/console-process.js';
import { readContent } from '../support/database-content.js';
import { descendantsOf, untilRuns } from '../support/fault-processes.js';
import { type PostgresCluster, startCluster } from '../support/postgres-cluster.js';
import { expectNoRemains } from '../support/remains.js';
import { expectRoundTrip } from '../support/round-trip.js';
import { createSample } from '../support/sample-database.js';
import { waitFor } from '../support/wait-for.js';

const DATABASE = 'faults';
const ORDERS = 40_000;
/** Less than what ending a frozen program by force takes, and a bit. */
const PROMPT_MS = 12_000;

let cluster: PostgresCluster;
let console: ConsoleProcess;
let goodBackupId: string;

beforeAll(async () => {
  cluster = await startCluster();
  console = await makeConsole(await createSample(cluster, DATABASE, ORDERS));
  await console.start();
  goodBackupId = (await console.api.backUp()).id;
}, 90_000);
afterAll(async () => {
  await console?.dispose();
  await cluster?.stop();
});

/** Freezes it first, so that it cannot end by itself in the meantime. */
async function freeze(program: string): Promise<number> {
  const { pid } = await untilRuns(console.pid, program);
  process.kill(pid, 'SIGSTOP');
  return pid;
}

describe('a backup of which a program is killed', () => {
  it.each(['pg_dump', 'zstd', 'age'])(
    'fails and names %s',
    async (program) => {
      const id = await console.api.startBackup();
      process.kill(await freeze(program), 'SIGKILL');
      const backup = await console.api.untilBackupEnds(id);
      expect(backup).toMatchObject({ status: 'failed', path: null, verificationLevel: null });
      expect(backup.errorMessage).toContain(program);
      expect(backup.errorMessage).toContain('SIGKILL');
      expect(backup.errorHint).toContain('memory');
      await expectNoRemains({ console, cluster });
    },
    60_000,
  );

  it('is followed by one that can be restored', () => expectRoundTrip(console, cluster, DATABASE), 60_000);
});

describe('a restore of which a program is killed', () => {
  it.each(['age', 'zstd', 'pg_restore'])(
    'fails, names %s and leaves the data as it was',
    async (program) => {
      const before = await readContent(cluster, DATABASE);
      const restoreId = await console.api.startRestore(goodBackupId);
      process.kill(await freeze(program), 'SIGKILL');
      const restore = await console.api.untilRestoreEnds(restoreId);
      expect(restore).toMatchObject({ status: 'failed', undo: { isAvailable: false } });
      expect(restore.errorMessage).toContain(program);
      await expectNoRemains({ console, cluster });
      expect(await readContent(cluster, DATABASE)).toEqual(before);
    },
    60_000,
  );

  it(
    'is followed by one that restores everything',
    () => expectRoundTrip(console, cluster, DATABASE),
    60_000,
  );
});

describe('a job of which a program is frozen', () => {
  it.each(['pg_dump', 'zstd', 'age'])(
    'is cancelled promptly: a backup, %s',
    async (program) => {
      const id = await console.api.startBackup();
      await freeze(program);
      await console.api.post(`/api/v1/backups/${id}/cancel`);
      const backup = await waitFor(
        () => console.api.untilBackupEnds(id),
        ({ status }) => status !== 'running',
        { timeoutMs: PROMPT_MS },
      );
      expect(backup).toMatchObject({ status: 'canceled', errorCode: 'CANCELED' });
      await expectNoRemains({ console, cluster });
    },
    60_000,
  );

  it('is cancelled promptly: a restore, pg_restore', async () => {
    const before = await readContent(cluster, DATABASE);
    const id = await console.api.startRestore(goodBackupId);
    await freeze('pg_restore');
    await console.api.post<RestoreView>(`/api/v1/restores/${id}/cancel`);
    expect(await console.api.untilRestoreEnds(id)).toMatchObject({ status: 'canceled' });
    await expectNoRemains({ console, cluster });
    expect(descendantsOf(console.pid)).toEqual([]);
    expect(await readContent(cluster, DATABASE)).toEqual(before);
    await expectRoundTrip(console, cluster, DATABASE);
  }, 60_000);
});
