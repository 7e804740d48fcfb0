import pg from 'pg';

import { waitFor } from '../../../../../../tests/support/wait-for.js';
import {
  connectionOf,
  loadRequest,
  makePackage,
  NEVER,
  type PostgresFixture,
  runSql,
  sourceOf,
  startPostgresFixture,
} from '../../../testing/postgres-fixture.js';
import { dumpText, makeDatabase, planAttempt, restoreSome } from '../../../testing/tables-fixture.js';

const SHOP = [
  'CREATE TABLE customer (id serial PRIMARY KEY, name text)',
  "INSERT INTO customer (name) SELECT 'c' || i FROM generate_series(1, 2000) i",
  'CREATE TABLE invoice (id int PRIMARY KEY, customer int REFERENCES customer)',
  'INSERT INTO invoice SELECT i, i FROM generate_series(1, 1000) i',
];
/** True at once for the rows that are there, and after a second for each that comes. */
const SLOW_CHECK = [
  'CREATE FUNCTION slow(int) RETURNS bool LANGUAGE sql IMMUTABLE AS $$ SELECT true $$',
  'ALTER TABLE customer ADD CHECK (slow(id))',
  'CREATE OR REPLACE FUNCTION slow(int) RETURNS bool LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM pg_sleep(1); RETURN true; END $$',
];
const LOCK_WAIT_MS = 700;

let fixture: PostgresFixture;

beforeAll(async () => {
  fixture = await startPostgresFixture({ tableLockWaitMs: LOCK_WAIT_MS });
}, 60_000);
afterAll(() => fixture.stop());

async function shop(name: string, ...since: string[]) {
  const source = await makeDatabase(fixture, name, ...SHOP);
  const made = await makePackage(fixture, source);
  await runSql(fixture.cluster, name, ...since);
  return { source, made, before: await dumpText(fixture, source) };
}

function preflight({ source, made }: Awaited<ReturnType<typeof shop>>, tables: string[]) {
  return fixture.driver.preflightTables(source, made.component, made.inspection, tables, 'replace', NEVER);
}

/** A session that stays, as an application's. */
async function sessionIn(database: string): Promise<pg.Client> {
  const client = new pg.Client({ ...connectionOf(fixture.cluster), database, application_name: 'the shop' });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

describe('a restore of tables that does not go through changes nothing', () => {
  it('when rows that stay refer to rows that go', async () => {
    const { source, made, before } = await shop(
      'violated',
      "INSERT INTO customer VALUES (9001, 'new')",
      'INSERT INTO invoice VALUES (5000, 9001)',
    );
    await expect(restoreSome(fixture, { source, made, tables: ['public.customer'] })).rejects.toMatchObject({
      code: 'TABLE_NOT_RESTORABLE',
      message: expect.stringMatching(
        /invoice_customer_fkey of public\.invoice .*Key \(customer\)=\(9001\)/,
      ) as unknown,
      hint: expect.stringContaining('Choose the tables at the other end') as unknown,
    });
    expect(await dumpText(fixture, source)).toBe(before);
  }, 60_000);

  it.each([
    ['gone', 'ALTER TABLE customer DROP COLUMN name', 'no longer has columns .*: name'],
    ['renamed', 'ALTER TABLE customer RENAME name TO title', 'no longer has columns .*: name'],
    [
      'computed',
      'ALTER TABLE customer DROP name, ADD name text GENERATED ALWAYS AS (id::text) STORED',
      'now computes columns',
    ],
    [
      'required',
      'ALTER TABLE customer ADD mail text NOT NULL DEFAULT 1; ALTER TABLE customer ALTER mail DROP DEFAULT',
      'need a value: mail',
    ],
    [
      'a view',
      'DROP TABLE customer CASCADE; CREATE VIEW customer AS SELECT 1 AS id, 2 AS name',
      'not an ordinary table',
    ],
  ])(
    'when a column or the table is %s, which the check before says',
    async (kind, since, said) => {
      const made = await shop(`column_${kind.replace(' ', '_')}`, since);
      const [first] = await preflight(made, ['public.customer']);
      expect(first).toMatchObject({ severity: 'blocker', message: expect.stringMatching(said) as unknown });
      await expect(restoreSome(fixture, { ...made, tables: ['public.customer'] })).rejects.toMatchObject({
        code: 'TABLE_NOT_RESTORABLE',
      });
      expect(await dumpText(fixture, made.source)).toBe(made.before);
    },
    60_000,
  );

  it('when a column’s type was changed so that the text differs', async () => {
    const { source, made, before } = await shop(
      'type_changed',
      'ALTER TABLE customer ALTER id TYPE numeric(9,2)',
    );
    await expect(restoreSome(fixture, { source, made, tables: ['public.customer'] })).rejects.toMatchObject({
      code: 'RESTORE_MISMATCH',
    });
    expect(await dumpText(fixture, source)).toBe(before);
  }, 60_000);

  it('when a value breaks a constraint that is new', async () => {
    const { source, made, before } = await shop(
      'checked',
      'DELETE FROM invoice',
      'DELETE FROM customer',
      'ALTER TABLE customer ADD CHECK (id > 1)',
    );
    await expect(restoreSome(fixture, { source, made, tables: ['public.customer'] })).rejects.toMatchObject({
      code: 'TABLE_NOT_RESTORABLE',
      message: expect.stringContaining('customer_id_check') as unknown,
    });
    expect(await dumpText(fixture, source)).toBe(before);
  }, 60_000);

  it('when another session holds on to a table, which is named within bounded time', async () => {
    const { source, made, before } = await shop('locked');
    const reader = await sessionIn('locked');
    try {
      await reader.query('BEGIN; SELECT * FROM customer LIMIT 1');
      await expect(restoreSome(fixture, { source, made, tables: ['public.customer'] })).rejects.toMatchObject(
        {
          code: 'SOURCE_LOCK_TIMEOUT',
          message: expect.stringMatching(
            /stayed in use by process \d+ \(role "postgres", the shop, idle in transaction\)/,
          ) as unknown,
        },
      );
      await reader.query('ROLLBACK; BEGIN; SELECT * FROM invoice LIMIT 1');
      await expect(restoreSome(fixture, { source, made, tables: ['public.customer'] })).rejects.toMatchObject(
        {
          code: 'SOURCE_LOCK_TIMEOUT',
        },
      );
    } finally {
      await reader.end();
    }
    expect(await dumpText(fixture, source)).toBe(before);
  }, 60_000);

  it('when row security hides rows, or another role owns the table', async () => {
    const made = await shop(
      'not_ours',
      "CREATE ROLE clerk LOGIN PASSWORD 'c'",
      'GRANT CREATE ON DATABASE not_ours TO clerk',
      'GRANT ALL ON ALL TABLES IN SCHEMA public TO clerk',
      'ALTER TABLE customer OWNER TO clerk',
      'ALTER TABLE customer ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY',
    );
    const source = sourceOf(made.source.connection.reveal().replace(/\/\/[^@]*@/, '//clerk:c@'));
    const notes = await preflight({ ...made, source }, ['public.customer', 'public.invoice']);
    expect(notes.map(({ message }) => message)).toEqual([
      expect.stringContaining('public.customer hides rows from this role'),
      expect.stringContaining('public.invoice belongs to another role'),
      expect.stringContaining('invoice_customer_fkey of public.invoice touches a chosen table'),
    ]);
    await expect(
      restoreSome(fixture, { source, made: made.made, tables: ['public.invoice'] }),
    ).rejects.toMatchObject({ code: 'SOURCE_PERMISSION_DENIED' });
    await expect(
      restoreSome(fixture, { source, made: made.made, tables: ['public.customer'] }),
    ).rejects.toThrow();
    expect(await dumpText(fixture, made.source)).toBe(made.before);
  }, 60_000);

  it('when it is canceled while rows go in, and the server is free at once', async () => {
    const { source, made, before } = await shop(
      'canceled',
      'DELETE FROM invoice',
      "UPDATE customer SET name = 'x'",
    );
    const abort = new AbortController();
    const extra = {
      signal: abort.signal,
      onProgress: ({ bytesDone }: { bytesDone: number }) => {
        if (bytesDone > 0) abort.abort();
      },
    };
    const attempt = { source, made, tables: ['public.customer', 'public.invoice'], extra };
    await expect(restoreSome(fixture, attempt)).rejects.toMatchObject({ code: 'CANCELED' });
    expect(await dumpText(fixture, source)).toBe(before);
    expect(await fixture.driver.stateOfTables(source, await planAttempt(fixture, attempt))).toBe('untouched');
  }, 60_000);

  it('when it is canceled in the middle of one long statement', async () => {
    const { source, made, before } = await shop('canceled_late');
    // Checking this constraint anew for each row takes longer than anybody waits.
    await runSql(fixture.cluster, 'canceled_late', ...SLOW_CHECK);
    const abort = new AbortController();
    const attempt = { source, made, tables: ['public.customer'], extra: { signal: abort.signal } };
    const restoring = restoreSome(fixture, attempt);
    await waitFor(isSleeping, (is) => is);
    abort.abort();
    await expect(restoring).rejects.toMatchObject({ code: 'CANCELED' });
    expect(await hasSession("datname = 'canceled_late' AND backend_type = 'client backend'")).toBe(false);
    await runSql(
      fixture.cluster,
      'canceled_late',
      'ALTER TABLE customer DROP CONSTRAINT customer_id_check',
      'DROP FUNCTION slow',
    );
    expect(await dumpText(fixture, source)).toBe(before);
  }, 60_000);

  it('when its session is ended, or its console died and the outcome is asked for', async () => {
    const { source, made } = await shop('orphaned');
    await runSql(fixture.cluster, 'orphaned', ...SLOW_CHECK);
    const before = await dumpText(fixture, source);
    const attempt = { source, made, tables: ['public.customer'] };
    const replacement = await planAttempt(fixture, attempt);
    const request = {
      ...loadRequest(source, made),
      tables: attempt.tables,
      placement: 'replace' as const,
      replacement,
    };
    const failing = expect(fixture.driver.restoreTables(request)).rejects.toMatchObject({
      code: 'SOURCE_UNREACHABLE',
    });
    await waitFor(isSleeping, (is) => is);
    expect(await fixture.driver.stateOfTables(source, replacement)).toBe('untouched');
    await failing;
    expect(await dumpText(fixture, source)).toBe(before);
  }, 60_000);

  it('when the same restore is applied twice', async () => {
    const { source, made } = await shop('twice');
    const attempt = { source, made, tables: ['public.customer'] };
    await restoreSome(fixture, attempt);
    const before = await dumpText(fixture, source);
    await expect(restoreSome(fixture, attempt)).rejects.toMatchObject({ code: 'TABLE_NOT_RESTORABLE' });
    expect(await dumpText(fixture, source)).toBe(before);
  }, 60_000);
});

describe('what is only good to know', () => {
  it('is said: columns that the backup does not know get their defaults', async () => {
    const made = await shop(
      'extra',
      "ALTER TABLE customer ADD mail text DEFAULT 'none'",
      "UPDATE customer SET mail = 'x'",
    );
    const notes = await preflight(made, ['public.customer']);
    expect(notes).toEqual([expect.objectContaining({ code: 'TABLE_EXTRA_COLUMNS', severity: 'warning' })]);
    const { replacement } = await restoreSome(fixture, { ...made, tables: ['public.customer'] });
    expect(await fixture.cluster.query('SELECT DISTINCT mail FROM customer', 'extra')).toEqual([
      { mail: 'none' },
    ]);
    await fixture.driver.undoTables(made.source, replacement, NEVER);
    expect(await fixture.cluster.query('SELECT DISTINCT mail FROM customer', 'extra')).toEqual([
      { mail: 'x' },
    ]);
  }, 60_000);

  it('is a blocker where the live database is missing', async () => {
    const made = await shop('there');
    const source = sourceOf(fixture.cluster.url('not_there'));
    expect(await preflight({ ...made, source }, ['public.customer'])).toEqual([
      expect.objectContaining({ code: 'LIVE_MISSING', severity: 'blocker' }),
    ]);
  }, 60_000);

  it('refuses to drop schemas that no restore made', async () => {
    const { source } = await shop('precious_schema', 'CREATE SCHEMA mine');
    const replacement = { componentName: 'main', keptSchema: 'mine', tables: [] };
    for (const act of [
      () => fixture.driver.discardTables(source, replacement),
      () => fixture.driver.undoTables(source, replacement, NEVER),
    ]) {
      await expect(act()).rejects.toMatchObject({ code: 'INVALID_STATE' });
    }
  }, 60_000);
});

function isSleeping(): Promise<boolean> {
  return hasSession("wait_event = 'PgSleep'");
}

async function hasSession(condition: string): Promise<boolean> {
  const rows = await fixture.cluster.query(`SELECT FROM pg_stat_activity WHERE ${condition}`);
  return rows.length > 0;
}
