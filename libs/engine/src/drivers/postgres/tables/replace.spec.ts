import {
  makePackage,
  NEVER,
  type PostgresFixture,
  runSql,
  sourceOf,
  startPostgresFixture,
} from '../../../testing/postgres-fixture.js';
import { dumpText, makeDatabase, restoreSome } from '../../../testing/tables-fixture.js';

const SHOP = [
  'CREATE TABLE customer (id serial PRIMARY KEY, name text UNIQUE, boss int REFERENCES customer DEFERRABLE INITIALLY DEFERRED)',
  "INSERT INTO customer (name) SELECT 'c' || i FROM generate_series(1, 50) i",
  'UPDATE customer SET boss = 1 WHERE id > 1',
  'CREATE TABLE invoice (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer int REFERENCES customer ON DELETE CASCADE, cents int, twice int GENERATED ALWAYS AS (cents * 2) STORED, paid_for int)',
  'INSERT INTO invoice (customer, cents) SELECT 1 + i % 50, i FROM generate_series(1, 500) i',
  'CREATE TABLE line (invoice int NOT NULL, number int, PRIMARY KEY (invoice, number))',
  'INSERT INTO line SELECT i, 1 FROM generate_series(1, 500) i',
  'ALTER TABLE line ADD CONSTRAINT of_invoice FOREIGN KEY (invoice) REFERENCES invoice ON UPDATE CASCADE DEFERRABLE',
  "COMMENT ON CONSTRAINT of_invoice ON line IS 'it''s a line'",
  'ALTER TABLE invoice ADD CONSTRAINT cycle FOREIGN KEY (paid_for, cents) REFERENCES line (invoice, number) NOT VALID',
  'ALTER TABLE customer ADD CONSTRAINT high CHECK (id > 20) NOT VALID',
  "COMMENT ON CONSTRAINT high ON customer IS 'from now on'",
  'CREATE VIEW totals AS SELECT customer, sum(cents) FROM invoice GROUP BY 1',
  "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'a trigger fired'; END $$",
  'CREATE TRIGGER no_insert BEFORE INSERT ON invoice FOR EACH ROW EXECUTE FUNCTION refuse()',
  'CREATE TRIGGER no_truncate BEFORE TRUNCATE ON invoice EXECUTE FUNCTION refuse()',
  'CREATE CONSTRAINT TRIGGER later AFTER INSERT ON invoice DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse()',
  'CREATE TRIGGER off BEFORE DELETE ON invoice FOR EACH ROW EXECUTE FUNCTION refuse()',
  'CREATE RULE no_rule AS ON INSERT TO customer DO INSTEAD NOTHING',
  'ALTER TABLE invoice ENABLE ALWAYS TRIGGER no_truncate',
  'ALTER TABLE invoice ENABLE REPLICA TRIGGER later',
  'ALTER TABLE invoice DISABLE TRIGGER off',
];
/** Both tables were changed by hand since, as an administrator can. */
const DAMAGE = [
  'ALTER TABLE invoice DISABLE TRIGGER no_insert',
  'ALTER TABLE customer DISABLE RULE no_rule',
  "INSERT INTO customer (name) VALUES ('new'), ('newer')",
  'INSERT INTO invoice (customer, cents) VALUES (3, 7), (4, 8)',
  'UPDATE invoice SET cents = 0 WHERE id < 100',
  "UPDATE customer SET name = name || '!' WHERE id > 40",
  'ALTER TABLE invoice ENABLE TRIGGER no_insert',
  'ALTER TABLE customer ENABLE RULE no_rule',
];

let fixture: PostgresFixture;

beforeAll(async () => {
  fixture = await startPostgresFixture({ tableLockWaitMs: 500 });
}, 60_000);
afterAll(() => fixture.stop());

async function damagedShop(name: string) {
  const source = await makeDatabase(fixture, name, ...SHOP);
  const made = await makePackage(fixture, source);
  const schema = await dumpText(fixture, source, 'schema');
  await runSql(fixture.cluster, name, ...DAMAGE);
  return { source, made, schema, before: await dumpText(fixture, source) };
}

async function tablesOf(source: Parameters<typeof makePackage>[1]) {
  const { component } = await makePackage(fixture, source);
  return new Map(component.fingerprint.tables.map((table) => [table.name, table]));
}

describe('replacing tables', () => {
  it.each([
    { tables: ['public.invoice'] },
    { tables: ['public.customer'] },
    { tables: ['public.line', 'public.customer', 'public.invoice'] },
  ])(
    'brings back $tables alone, with keys, triggers and rules as they were',
    async ({ tables }) => {
      const name = `replace_${tables.length}_${tables[0]!.slice(-4)}`;
      const { source, made, schema } = await damagedShop(name);
      const { driver } = fixture;
      const damaged = await tablesOf(source);
      expect(
        await driver.preflightTables(source, made.component, made.inspection, tables, 'replace', NEVER),
      ).toEqual([]);
      const { replacement, tables: restored, notes } = await restoreSome(fixture, { source, made, tables });
      expect(notes).toEqual([]);
      const now = await tablesOf(source);
      for (const { name: table, rows, replacedRows } of restored) {
        const expected = made.component.fingerprint.tables.find((one) => one.name === table)!;
        expect(now.get(table)).toEqual(expected);
        expect([rows, replacedRows]).toEqual([expected.rows, damaged.get(table)!.rows]);
      }
      for (const other of ['public.customer', 'public.invoice', 'public.line']) {
        if (!tables.includes(other)) expect(now.get(other)).toEqual(damaged.get(other));
      }
      expect(await driver.stateOfTables(source, replacement)).toBe('restored');
      expect(await driver.keptTablesSizeBytes(source, replacement)).toBeGreaterThan(8000);
      await driver.discardTables(source, replacement);
      expect(await driver.keptTablesSizeBytes(source, replacement)).toBeNull();
      expect(await dumpText(fixture, source, 'schema')).toBe(schema);
    },
    60_000,
  );

  it('never lowers a sequence, and raises one that stands below the restored rows', async () => {
    const source = await makeDatabase(fixture, 'sequences', ...SHOP);
    const made = await makePackage(fixture, source);
    await runSql(
      fixture.cluster,
      'sequences',
      "SELECT setval('customer_id_seq', 9000)",
      "SELECT setval('invoice_id_seq', 1, false)",
    );
    await restoreSome(fixture, { source, made, tables: ['public.customer', 'public.invoice'] });
    const [row] = await fixture.cluster.query(
      "SELECT nextval('customer_id_seq')::int AS customer, nextval('invoice_id_seq')::int AS invoice",
      'sequences',
    );
    expect(row).toEqual({ customer: 9001, invoice: 501 });
  }, 60_000);

  it('works with partitions, children, unlogged and empty tables, odd names, columns in another order', async () => {
    const source = await makeDatabase(
      fixture,
      'odd_tables',
      'CREATE TABLE region (id int PRIMARY KEY)',
      'INSERT INTO region VALUES (1), (2)',
      'CREATE TABLE event (id int, region int REFERENCES region, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)',
      "CREATE TABLE event_1 PARTITION OF event FOR VALUES FROM ('2026-01-01') TO ('2026-02-01')",
      "CREATE TABLE event_2 PARTITION OF event FOR VALUES FROM ('2026-02-01') TO ('2026-03-01')",
      "INSERT INTO event SELECT i, 1 + i % 2, '2026-01-01'::date + i FROM generate_series(0, 50) i",
      'CREATE TABLE pointer (id int, at date, FOREIGN KEY (id, at) REFERENCES event)',
      "INSERT INTO pointer VALUES (3, '2026-01-04'), (40, '2026-02-10')",
      'CREATE TABLE parent (a int, b text)',
      'CREATE TABLE child (c int) INHERITS (parent)',
      "INSERT INTO parent VALUES (1, 'p')",
      "INSERT INTO child VALUES (2, 'tab\tand\nline \\. \\\\', 3), (4, '\\.', NULL)",
      'CREATE SCHEMA "Sch""ema.x"',
      'CREATE TABLE "Sch""ema.x"."Größe der 表" ("Ä ""q""" int, "select" text, "group" bytea)',
      `INSERT INTO "Sch""ema.x"."Größe der 表" VALUES (1, E'\\u8868 "', '\\x00ff')`,
      'CREATE UNLOGGED TABLE quick (x int, y int)',
      'INSERT INTO quick VALUES (1, 2)',
      'CREATE TABLE nothing ()',
      'INSERT INTO nothing DEFAULT VALUES',
      'CREATE TABLE void (x int)',
    );
    const made = await makePackage(fixture, source);
    await runSql(
      fixture.cluster,
      'odd_tables',
      'UPDATE event SET region = 1 WHERE id < 10',
      'UPDATE parent SET b = NULL',
      'DELETE FROM "Sch""ema.x"."Größe der 表"',
      'ALTER TABLE quick DROP COLUMN x, ADD COLUMN x int',
      'DELETE FROM nothing',
      'INSERT INTO void VALUES (1)',
    );
    const before = await tablesOf(source);
    const tables = made.component.fingerprint.tables
      .map(({ name }) => name)
      .filter((name) => !['public.event_2', 'public.region', 'public.pointer'].includes(name));
    expect(
      await fixture.driver.preflightTables(source, made.component, made.inspection, tables, 'replace', NEVER),
    ).toEqual([]);
    const { replacement } = await restoreSome(fixture, { source, made, tables });
    const inspector = await tablesOf(source);
    for (const table of made.component.fingerprint.tables) {
      if (table.name === 'public.quick') continue;
      if (tables.includes(table.name)) expect(inspector.get(table.name)).toEqual(table);
    }
    expect(await fixture.cluster.query('SELECT x, y FROM quick', 'odd_tables')).toEqual([{ x: 1, y: 2 }]);
    await fixture.driver.undoTables(source, replacement, NEVER);
    expect(await tablesOf(source)).toEqual(before);
  }, 60_000);

  it.each([
    ['LATIN1', "'Grüße', chr(233)", '"größe"'],
    ['EUC_JP', "'日本', '語'", 'plain'],
    ['SQL_ASCII', "E'\\xe9', E'\\xc3\\xa9'", 'plain'],
  ])(
    'keeps every byte in the encoding %s',
    async (encoding, values, name) => {
      const database = `encoding_${encoding.toLowerCase()}`;
      await fixture.cluster.query(
        `CREATE DATABASE ${database} TEMPLATE template0 ENCODING '${encoding}' LOCALE 'C'`,
      );
      await runSql(
        fixture.cluster,
        database,
        `CREATE TABLE ${name} (a text, b text)`,
        `INSERT INTO ${name} VALUES (${values})`,
      );
      const source = sourceOf(fixture.cluster.url(database));
      const made = await makePackage(fixture, source);
      const tables = [`public.${name}`];
      for (const change of [`UPDATE ${name} SET a = 'x'`, `DROP TABLE ${name}`]) {
        await runSql(fixture.cluster, database, change);
        const { driver } = fixture;
        expect(
          await driver.preflightTables(source, made.component, made.inspection, tables, 'beside', NEVER),
        ).toEqual([]);
        const { replacement } = await restoreSome(fixture, { source, made, tables, restoreId: change });
        await driver.discardTables(source, replacement);
        expect(await tablesOf(source)).toEqual(
          new Map(made.component.fingerprint.tables.map((table) => [table.name, table])),
        );
      }
    },
    60_000,
  );

  it('refuses names that it cannot read in the archive’s encoding', async () => {
    await fixture.cluster.query("CREATE DATABASE names TEMPLATE template0 ENCODING 'EUC_JP' LOCALE 'C'");
    await runSql(fixture.cluster, 'names', 'CREATE TABLE "日本" (a int)');
    const source = sourceOf(fixture.cluster.url('names'));
    const { component, inspection } = await makePackage(fixture, source);
    const tables = component.fingerprint.tables.map(({ name }) => name);
    const notes = await fixture.driver.preflightTables(
      source,
      component,
      inspection,
      tables,
      'beside',
      NEVER,
    );
    expect(notes).toEqual([expect.objectContaining({ code: 'TABLE_NOT_RESTORABLE', severity: 'blocker' })]);
  }, 60_000);
});

describe('undoing it', () => {
  it('puts the previous content back, even after further writes, and keeps nothing', async () => {
    const { source, made, before } = await damagedShop('undone');
    const tables = ['public.customer', 'public.invoice'];
    const { replacement } = await restoreSome(fixture, { source, made, tables });
    await runSql(
      fixture.cluster,
      'undone',
      'UPDATE customer SET name = id::text WHERE id > 20',
      'ALTER TABLE customer ADD COLUMN later int',
    );
    await fixture.driver.undoTables(source, replacement, NEVER);
    await runSql(fixture.cluster, 'undone', 'ALTER TABLE customer DROP COLUMN later');
    expect(sorted(await dumpText(fixture, source))).toBe(sorted(before));
    expect(await fixture.driver.stateOfTables(source, replacement)).toBe('untouched');
    await expect(fixture.driver.undoTables(source, replacement, NEVER)).rejects.toMatchObject({
      code: 'UNDO_NOT_AVAILABLE',
    });
    await fixture.driver.discardTables(source, replacement);
  }, 60_000);

  it('says where the previous content is when a column has gone since', async () => {
    const { source, made } = await damagedShop('column_gone');
    const { replacement } = await restoreSome(fixture, { source, made, tables: ['public.customer'] });
    await runSql(fixture.cluster, 'column_gone', 'ALTER TABLE customer DROP COLUMN name');
    const before = await dumpText(fixture, source);
    await expect(fixture.driver.undoTables(source, replacement, NEVER)).rejects.toMatchObject({
      code: 'UNDO_NOT_AVAILABLE',
      hint: expect.stringContaining(replacement.keptSchema) as unknown,
    });
    expect(await dumpText(fixture, source)).toBe(before);
  }, 60_000);
});

/** Rows lie in another order after they were put back. */
function sorted(text: string): string {
  return text.split('\n').sort().join('\n');
}
