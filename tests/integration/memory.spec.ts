import { ROUTES } from '@holdfast/contract';

import { type ConsoleProcess, makeConsole } from '../support/console-process.js';
import { type PostgresCluster, startCluster } from '../support/postgres-cluster.js';
import { forgetPeak, peakResidentMib } from '../support/resident-memory.js';
import { waitFor } from '../support/wait-for.js';

const DATABASE = 'large';
/** Half a kilobyte each. */
const ROWS = 520_000;
const RAW_BYTES = 250_000_000;
const LIMIT_MIB = 250;
const GROWTH_MIB = 30;

let cluster: PostgresCluster;
let console: ConsoleProcess;

beforeAll(async () => {
  cluster = await startCluster();
  const address = await cluster.createDatabase(DATABASE);
  await cluster.query('CREATE UNLOGGED TABLE bulk (id int, body text)', DATABASE);
  console = await makeConsole(address, { BACKUP_COMPRESSION_LEVEL: '1' });
  await console.start();
}, 90_000);
afterAll(async () => {
  await console?.dispose();
  await cluster?.stop();
});

async function grow(): Promise<void> {
  await cluster.query(
    `INSERT INTO bulk SELECT n, repeat(md5(n::text), 15) || n FROM generate_series(1, ${ROWS}) n`,
    DATABASE,
  );
}

/** Peak while backing up, which reads everything back, and while verifying. */
async function peakOfBackup(atLeastBytes: number): Promise<number> {
  await forgetPeak(console.pid);
  const backup = await console.api.backUp();
  expect(backup.components[0]?.rawSizeBytes).toBeGreaterThan(atLeastBytes);
  await console.api.post(ROUTES.backupVerify(backup.id));
  await waitFor(
    () => console.api.backups(),
    ([newest]) => newest?.verifiedAt !== backup.verifiedAt,
    { timeoutMs: 60_000 },
  );
  return peakResidentMib(console.pid);
}

describe('the memory of the console', () => {
  it('does not depend on the size of what it backs up and verifies', async () => {
    await grow();
    const onceMib = await peakOfBackup(RAW_BYTES);
    await grow();
    const twiceMib = await peakOfBackup(2 * RAW_BYTES);
    expect(twiceMib).toBeLessThan(LIMIT_MIB);
    expect(twiceMib - onceMib).toBeLessThan(GROWTH_MIB);
  }, 180_000);
});
