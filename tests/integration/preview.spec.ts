import { createHash } from 'node:crypto';

import { type ConsoleProcess, makeConsole } from '../support/console-process.js';
import { readContent } from '../support/database-content.js';
import { type PostgresCluster, startCluster } from '../support/postgres-cluster.js';
import { createSample } from '../support/sample-database.js';

const DATABASE = 'previewed';

let cluster: PostgresCluster;
let console: ConsoleProcess;
let backupId: string;

beforeAll(async () => {
  cluster = await startCluster();
  console = await makeConsole(await createSample(cluster, DATABASE, 500));
  await console.start();
  await cluster.query('CREATE TABLE dropped_since (id int); CREATE TABLE quiet (id int)', DATABASE);
  await cluster.query('INSERT INTO dropped_since VALUES (1), (2); INSERT INTO quiet VALUES (1)', DATABASE);
  ({ id: backupId } = await console.api.backUp());
  await cluster.query(
    `DROP TABLE dropped_since;
     CREATE TABLE made_since (id int);
     DELETE FROM orders WHERE id % 10 = 0;
     UPDATE customers SET name = name || '!' WHERE id = 1`,
    DATABASE,
  );
}, 90_000);
afterAll(async () => {
  await console?.dispose();
  await cluster?.stop();
});

/** Content, definitions and the set of databases: everything that a preview could touch. */
async function checksum(): Promise<string> {
  const databases = await cluster.query('SELECT oid::text, datname FROM pg_database ORDER BY 1');
  const text = JSON.stringify([await readContent(cluster, DATABASE), databases]);
  return createHash('sha256').update(text).digest('hex');
}

describe('a preview', () => {
  it.each([
    [false, 'same-count', 'same-count'],
    [true, 'different', 'identical'],
  ])(
    'says what would change, exactly or by counting rows (exact: %s), and changes nothing',
    async (isExact, customers, quiet) => {
      const before = await checksum();
      const { preview } = await console.api.restore(backupId, { mode: 'preview', isExact });
      expect(preview).toMatchObject({ isExact, canRestore: true });
      const changes = Object.fromEntries((preview?.tables ?? []).map(({ name, ...rest }) => [name, rest]));
      expect(changes).toEqual({
        'public.customers': { backupRows: 500, liveRows: 500, change: customers },
        'public.dropped_since': { backupRows: 2, liveRows: null, change: 'appears' },
        'public.made_since': { backupRows: null, liveRows: 0, change: 'vanishes' },
        'public.marker': { backupRows: 1, liveRows: 1, change: quiet },
        'public.orders': { backupRows: 500, liveRows: 450, change: 'different' },
        'public.quiet': { backupRows: 1, liveRows: 1, change: quiet },
      });
      expect(await checksum()).toBe(before);
    },
    60_000,
  );

  it('tells live sessions and, once a restore was measured, how long it takes', async () => {
    const first = await console.api.restore(backupId, { mode: 'preview' });
    expect(first.preview?.estimate).toBeNull();
    expect(first.preview?.liveSessions).toBeGreaterThanOrEqual(0);
    await console.api.restore(backupId, { mode: 'drill' });
    const second = await console.api.restore(backupId, { mode: 'preview' });
    expect(second.preview?.estimate).toMatchObject({ basis: 'this-application', runs: 1 });
    expect(second.preview?.estimate?.seconds).toBeGreaterThan(0);
  }, 90_000);
});
