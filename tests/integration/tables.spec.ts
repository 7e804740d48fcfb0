import { type ConsoleProcess, makeConsole } from '../support/console-process.js';
import { readContent } from '../support/database-content.js';
import { oidOf } from '../support/databases.js';
import { type PostgresCluster, startCluster } from '../support/postgres-cluster.js';
import { createSample } from '../support/sample-database.js';

const DATABASE = 'in parts';

let cluster: PostgresCluster;
let console: ConsoleProcess;
let backupId: string;

beforeEach(async () => {
  cluster = await startCluster();
  console = await makeConsole(await createSample(cluster, DATABASE, 300));
  await console.start();
  ({ id: backupId } = await console.api.backUp());
}, 90_000);
afterEach(async () => {
  await console?.dispose();
  await cluster?.stop();
});

function restoreTables(tables: string[], tablePlacement: 'replace' | 'beside' = 'replace') {
  return console.api.restore(backupId, { mode: 'apply', strategy: 'tables', tables, tablePlacement });
}

/** What the way back needs is kept in a schema of its own. */
function withoutKept(rows: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(rows).filter(([name]) => !name.startsWith('holdfast_before_')));
}

describe('a restore of chosen tables', () => {
  it('replaces only them in the live database, keeps its sessions, and can be undone', async () => {
    const oid = await oidOf(cluster, DATABASE);
    const original = await readContent(cluster, DATABASE);
    await cluster.query(`DELETE FROM orders; UPDATE marker SET name = 'stays'`, DATABASE);
    const harmed = await readContent(cluster, DATABASE);

    const { id, report } = await restoreTables(['public.orders']);
    const restored = await readContent(cluster, DATABASE);
    expect(withoutKept(restored.rows)).toEqual({
      ...harmed.rows,
      'public.orders': original.rows['public.orders'],
    });
    expect(report?.restoredTables).toEqual([
      { name: 'public.orders', placedAs: 'public.orders', rows: 300, replacedRows: 0 },
    ]);
    expect(await oidOf(cluster, DATABASE)).toBe(oid);

    await console.api.undo(id);
    const { rows, definition } = await readContent(cluster, DATABASE);
    expect({ rows, definition }).toEqual({ rows: harmed.rows, definition: harmed.definition });
  }, 90_000);

  it('brings a dropped table back with its index, key and sequence', async () => {
    const original = await readContent(cluster, DATABASE);
    await cluster.query('DROP TABLE orders', DATABASE);
    await restoreTables(['public.orders']);
    const { rows, sequences } = await readContent(cluster, DATABASE);
    expect({ rows: withoutKept(rows), sequences }).toEqual({
      rows: original.rows,
      sequences: original.sequences,
    });
    await expect(
      cluster.query(`INSERT INTO orders (customer_id, note) VALUES (-1, 'nobody')`, DATABASE),
    ).rejects.toThrow('foreign key');
  }, 90_000);

  it('puts a table beside the live one, which stays as it is', async () => {
    await cluster.query('DELETE FROM orders WHERE id > 10', DATABASE);
    const before = await readContent(cluster, DATABASE);
    const { report } = await restoreTables(['public.orders'], 'beside');
    const placedAs = String(report?.restoredTables[0]?.placedAs);
    expect(placedAs).not.toBe('public.orders');
    expect(await cluster.query(`SELECT count(*)::int AS rows FROM ${placedAs}`, DATABASE)).toEqual([
      { rows: 300 },
    ]);
    const after = await readContent(cluster, DATABASE);
    expect(after.rows).toMatchObject(before.rows);
  }, 90_000);

  it('changes nothing where a foreign key would be broken, and names it', async () => {
    await cluster.query(
      `INSERT INTO customers VALUES (1000, 'new'); INSERT INTO orders (customer_id, note) VALUES (1000, 'new')`,
      DATABASE,
    );
    const before = await readContent(cluster, DATABASE);
    const id = await console.api.startRestore(backupId, {
      mode: 'apply',
      strategy: 'tables',
      tables: ['public.customers'],
    });
    const failed = await console.api.untilRestoreEnds(id);
    expect(failed).toMatchObject({ status: 'failed', errorCode: 'TABLE_NOT_RESTORABLE' });
    expect(failed.errorMessage).toContain('orders_customer_id_fkey');
    expect(await readContent(cluster, DATABASE)).toEqual(before);
  }, 90_000);

  it('refuses names that the backup does not hold, and an empty choice', async () => {
    const before = await readContent(cluster, DATABASE);
    for (const [tables, code] of [
      [['public.nothing; DROP TABLE orders'], 'TABLE_NOT_IN_BACKUP'],
      [[], 'VALIDATION_FAILED'],
    ] as const) {
      await expect(restoreTables([...tables])).rejects.toMatchObject({ problem: { status: 400, code } });
    }
    expect(await readContent(cluster, DATABASE)).toEqual(before);
  }, 90_000);
});
