import { readdir, readFile } from 'node:fs/promises';

import {
  dumpTo,
  loadRequest,
  makePackage,
  NEVER,
  type PostgresFixture,
  runSql,
  sourceOf,
  startPostgresFixture,
} from '../../testing/postgres-fixture.js';
import type { LoadProgress } from '../../ports/component-driver.js';

const NASTY_NAMES = [
  'a=b host=evil',
  'it\'s \\ "quoted" -d x',
  'two\nlines and spaces ',
  '数据库 äöü %41',
  'postgresql://evil/other',
  'n'.repeat(63),
  '资'.repeat(21),
];

const CONTENT = [
  'CREATE TABLE customer (id int PRIMARY KEY, name text, price money, tags text[], at timestamptz, raw bytea)',
  `INSERT INTO customer SELECT i, 'customer ' || i, i::money, ARRAY['NULL', NULL], 'epoch', '\\x0102' FROM generate_series(1, 500) i`,
  'CREATE TABLE invoice (id serial PRIMARY KEY, customer int REFERENCES customer)',
  'INSERT INTO invoice (customer) SELECT i FROM generate_series(1, 300) i',
  'CREATE MATERIALIZED VIEW totals AS SELECT count(*) AS n FROM invoice',
  "SELECT lo_from_bytea(4711, 'a large object')",
];

let fixture: PostgresFixture;

beforeAll(async () => {
  fixture = await startPostgresFixture();
}, 60_000);
afterAll(() => fixture.stop());

async function makeDatabase(name: string, ...statements: string[]) {
  const url = await fixture.cluster.createDatabase(name);
  await runSql(fixture.cluster, name, ...CONTENT, ...statements);
  return sourceOf(url);
}

async function names(): Promise<string[]> {
  const rows = await fixture.cluster.query<{ datname: string }>('SELECT datname FROM pg_database');
  return rows.map((row) => row.datname);
}

describe('a backup and its restore beside the live database', () => {
  it.each(NASTY_NAMES)(
    'work with a database named %j',
    async (name) => {
      const source = await makeDatabase(name);
      const { driver } = fixture;
      const made = await makePackage(fixture, source);
      expect(made.component.database.name).toBe(name);
      expect(made.component.fingerprint.tables.map((table) => table.rows).sort()).toEqual([300, 500]);

      const replacement = driver.planReplacement(source, 'restore-1');
      const report = await driver.loadBeside(loadRequest(source, made), replacement);
      expect(report.notes).toEqual([]);
      expect(await driver.state(source, replacement)).toBe('beside');
      const again = await makePackage(fixture, driver.besideSource(source, replacement));
      expect(again.component.fingerprint).toEqual(made.component.fingerprint);

      await runSql(fixture.cluster, name, 'DELETE FROM invoice');
      const { refusedMs } = await driver.swap(source, replacement, NEVER);
      expect(refusedMs).toBeLessThan(5000);
      expect(await driver.state(source, replacement)).toBe('swapped');
      const after = await makePackage(fixture, source);
      expect(after.component.fingerprint).toEqual(made.component.fingerprint);
      expect(await driver.keptSizeBytes(source, replacement)).toBeGreaterThan(1_000_000);

      await driver.undo(source, replacement, NEVER);
      expect(await driver.state(source, replacement)).toBe('undone');
      const undone = await makePackage(fixture, source);
      expect(undone.component.fingerprint.tables.map((table) => table.rows).sort()).toEqual([0, 500]);
      expect(await driver.keptSizeBytes(source, replacement)).toBeNull();
      await driver.drop(source, replacement, 'undone');
      expect(await driver.state(source, replacement)).toBe('untouched');
      expect(await driver.findStrays(source, [])).toEqual([]);
    },
    60_000,
  );
});

describe('what stands outside a database', () => {
  it('comes back: owner, settings, comment, privileges, limit', async () => {
    const source = await makeDatabase('properties');
    await runSql(
      fixture.cluster,
      'postgres',
      'CREATE ROLE "the owner"',
      'CREATE ROLE grantee',
      'ALTER DATABASE properties OWNER TO "the owner"',
      `COMMENT ON DATABASE properties IS 'it''s\nours'`,
      'ALTER DATABASE properties SET search_path = "$user", "odd, schema", public',
      `ALTER DATABASE properties SET my.tenant = 'a=b'`,
      `ALTER DATABASE properties SET datestyle = 'SQL, DMY'`,
      'ALTER DATABASE properties SET default_transaction_read_only = on',
      `ALTER DATABASE properties SET array_nulls = off`,
      `ALTER ROLE grantee IN DATABASE properties SET work_mem = '7MB'`,
      'GRANT TEMP ON DATABASE properties TO grantee WITH GRANT OPTION',
      'REVOKE CONNECT ON DATABASE properties FROM PUBLIC',
      'SET ROLE grantee',
      'GRANT TEMP ON DATABASE properties TO pg_monitor',
      'RESET ROLE',
      'ALTER DATABASE properties WITH CONNECTION LIMIT 17 IS_TEMPLATE true',
    );
    const made = await makePackage(fixture, source);
    expect(made.component.database).toMatchObject({
      owner: 'the owner',
      comment: "it's\nours",
      connectionLimit: 17,
      isTemplate: true,
    });
    expect(made.component.database.settings).toContainEqual({
      role: null,
      name: 'search_path',
      value: '"$user", "odd, schema", public',
    });
    const replacement = fixture.driver.planReplacement(source, 'r');
    const { notes } = await fixture.driver.loadBeside(loadRequest(source, made), replacement);
    expect(notes).toEqual([]);
    const again = await makePackage(fixture, fixture.driver.besideSource(source, replacement));
    expect({ ...again.component.database, name: 'properties' }).toEqual(made.component.database);
    expect(again.component.fingerprint).toEqual(made.component.fingerprint);
    await fixture.driver.drop(source, replacement, 'beside');
    expect(await names()).not.toContain(replacement.besideName);
  }, 60_000);

  it('leaves out what a new database brings but the original had dropped', async () => {
    const source = await makeDatabase('bare', 'DROP SCHEMA public CASCADE', 'DROP EXTENSION plpgsql');
    const made = await makePackage(fixture, source);
    expect(made.component.database).toMatchObject({ hasPublicSchema: false, extensions: [] });
    const replacement = fixture.driver.planReplacement(source, 'bare');
    const { notes } = await fixture.driver.loadBeside(loadRequest(source, made), replacement);
    expect(notes).toEqual([]);
    const again = await makePackage(fixture, fixture.driver.besideSource(source, replacement));
    expect({ ...again.component.database, name: 'bare' }).toEqual(made.component.database);
  });

  it('is a note where it cannot be applied, and the data is restored all the same', async () => {
    const source = await makeDatabase('unknown_roles');
    const made = await makePackage(fixture, source);
    const settings = [{ role: 'no such role', name: 'work_mem', value: '5MB' }];
    const tablespace = 'no such tablespace';
    const database = { ...made.component.database, settings, tablespace };
    const request = loadRequest(source, { ...made, component: { ...made.component, database } });
    const replacement = fixture.driver.planReplacement(source, 'r');
    const { notes } = await fixture.driver.loadBeside(request, replacement);
    expect(notes.map((note) => note.code)).toEqual(['TABLESPACE_NOT_RESTORED', 'PROPERTY_NOT_RESTORED']);
    expect(notes[1]?.message).toContain('the setting work_mem for role "no such role"');
    expect(await fixture.driver.state(source, replacement)).toBe('beside');
    await fixture.driver.drop(source, replacement, 'beside');
  }, 60_000);
});

describe('loading', () => {
  it('reports a view that cannot be refreshed and keeps the data', async () => {
    const source = await makeDatabase(
      'views',
      "CREATE FUNCTION shaky() RETURNS int LANGUAGE plpgsql AS $$ BEGIN IF current_database() <> 'views' THEN RAISE 'not here'; END IF; RETURN 1; END $$",
      'CREATE MATERIALIZED VIEW broken AS SELECT shaky() AS n',
    );
    const made = await makePackage(fixture, source);
    const replacement = fixture.driver.planReplacement(source, 'r');
    const { notes } = await fixture.driver.loadBeside(loadRequest(source, made), replacement);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatchObject({ code: 'VIEW_NOT_REFRESHED', severity: 'warning' });
    expect(notes[0]?.message).toMatch(/"public"\."broken" was not refreshed: not here/);
    const [totals] = await fixture.cluster.query('SELECT n::int FROM totals', replacement.besideName);
    expect(totals).toEqual({ n: 300 });
    await fixture.driver.drop(source, replacement, 'beside');
  }, 60_000);

  it.each([1, 3])(
    'tells real progress with %i jobs',
    async (jobs) => {
      const source = await makeDatabase(`progress_${jobs}`);
      const made = await makePackage(fixture, source);
      const progress: LoadProgress[] = [];
      const replacement = fixture.driver.planReplacement(source, 'r');
      await fixture.driver.loadBeside(loadRequest(source, made, { jobs, progress }), replacement);
      const last = progress.at(-1)!;
      expect(progress[0]).toMatchObject({ itemsDone: 0, bytesDone: 0 });
      expect(last.itemsDone).toBe(last.itemsTotal);
      expect(last.bytesDone).toBe(last.bytesTotal);
      expect(progress.length).toBeGreaterThan(2);
      expect(progress.map((step) => step.bytesDone)).toEqual(
        [...progress.map((step) => step.bytesDone)].sort((a, b) => a - b),
      );
      await fixture.driver.drop(source, replacement, 'beside');
    },
    60_000,
  );

  it('leaves nothing behind when it fails, and the live database as it was', async () => {
    const source = await makeDatabase(
      'failing',
      'CREATE ROLE vanishing',
      'ALTER TABLE invoice OWNER TO vanishing',
    );
    const made = await makePackage(fixture, source);
    await runSql(
      fixture.cluster,
      'failing',
      'REASSIGN OWNED BY vanishing TO postgres',
      'DROP ROLE vanishing',
    );
    const before = await makePackage(fixture, source);
    const replacement = fixture.driver.planReplacement(source, 'r');
    await expect(fixture.driver.loadBeside(loadRequest(source, made), replacement)).rejects.toMatchObject({
      code: 'RESTORE_FAILED',
      message: expect.stringContaining('role "vanishing" does not exist') as unknown,
      hint: 'Create the role first: CREATE ROLE "vanishing".',
    });
    expect(await fixture.driver.state(source, replacement)).toBe('untouched');
    const after = await makePackage(fixture, source);
    expect(after.component.fingerprint).toEqual(before.component.fingerprint);
    expect(await readdir(fixture.workPath)).not.toContainEqual(expect.stringMatching(/^postgres-/));
  }, 60_000);

  it('stops at once when it is cancelled, and drops what it made', async () => {
    const source = await makeDatabase(
      'cancelled',
      "CREATE FUNCTION slow(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN IF current_database() <> 'cancelled' THEN PERFORM pg_sleep(60); END IF; RETURN $1; END $$",
      'CREATE INDEX ON invoice (slow(id))',
    );
    const made = await makePackage(fixture, source);
    const abort = new AbortController();
    const replacement = fixture.driver.planReplacement(source, 'r');
    const onProgress = (step: LoadProgress): void => {
      if (step.itemsDone >= 1) abort.abort();
    };
    const request = loadRequest(source, made, { signal: abort.signal, onProgress });
    await expect(fixture.driver.loadBeside(request, replacement)).rejects.toMatchObject({ code: 'CANCELED' });
    expect(await fixture.driver.state(source, replacement)).toBe('untouched');
  }, 60_000);

  it('in place brings the old content back in one transaction and names what it left', async () => {
    const source = await makeDatabase('in_place');
    const made = await makePackage(fixture, source);
    await runSql(
      fixture.cluster,
      'in_place',
      'DELETE FROM invoice',
      'DROP TABLE customer CASCADE',
      'CREATE TABLE later (id int)',
    );
    const { notes } = await fixture.driver.loadInPlace(loadRequest(source, made));
    expect(notes).toEqual([expect.objectContaining({ code: 'OBJECTS_LEFT' })]);
    expect(notes[0]?.message).toContain('public.later');
    await runSql(fixture.cluster, 'in_place', 'DROP TABLE later');
    const after = await makePackage(fixture, source);
    expect(after.component.fingerprint).toEqual(made.component.fingerprint);
  }, 60_000);

  it('in place changes nothing when it fails', async () => {
    const source = await makeDatabase('in_place_failing');
    const made = await makePackage(fixture, source);
    await runSql(
      fixture.cluster,
      'in_place_failing',
      'DELETE FROM invoice WHERE id > 7',
      'CREATE VIEW dependent AS SELECT * FROM customer',
    );
    const before = await makePackage(fixture, source);
    await expect(fixture.driver.loadInPlace(loadRequest(source, made))).rejects.toMatchObject({
      code: 'RESTORE_FAILED',
      hint: 'Objects made after the backup stand in the way; restore by swap instead.',
    });
    const after = await makePackage(fixture, source);
    expect(after.component.fingerprint).toEqual(before.component.fingerprint);
  }, 60_000);
});

describe('the globals', () => {
  it('hold the roles without their passwords', async () => {
    await runSql(fixture.cluster, 'postgres', `CREATE ROLE holder LOGIN PASSWORD 'do not tell'`);
    const source = sourceOf(fixture.cluster.url('postgres'));
    const stage = await fixture.driver.dumpGlobals(source, NEVER);
    const path = `${fixture.workPath}/globals.sql`;
    const outcome = await dumpTo({ ...fixture.driver, dump: async () => stage! }, source, path);
    expect(outcome).toMatchObject({ exitCode: 0 });
    const text = await readFile(path, 'utf8');
    expect(text).toContain('CREATE ROLE holder');
    expect(text).not.toMatch(/PASSWORD|SCRAM/);
  }, 60_000);

  it('are left out where the role may not connect beside its own database', async () => {
    const source = await makeDatabase('confined', `CREATE ROLE confined_role LOGIN PASSWORD 'x1y2z3'`);
    const close = ['postgres', 'template1'].map((name) => `REVOKE CONNECT ON DATABASE ${name} FROM PUBLIC`);
    const open = ['postgres', 'template1'].map((name) => `GRANT CONNECT ON DATABASE ${name} TO PUBLIC`);
    const url = source.connection.reveal().replace(/\/\/[^@]*@/, '//confined_role:x1y2z3@');
    await runSql(fixture.cluster, 'postgres', ...close);
    try {
      expect(await fixture.driver.dumpGlobals(sourceOf(url), NEVER)).toBeNull();
    } finally {
      await runSql(fixture.cluster, 'postgres', ...open);
    }
  }, 60_000);
});

describe('dropping', () => {
  it('refuses the live database and foreign names, whatever a record says', async () => {
    const source = await makeDatabase('precious');
    const plan = fixture.driver.planReplacement(source, 'r');
    for (const keptName of ['precious', 'template1', 'precious__before_000000000000']) {
      await expect(fixture.driver.drop(source, { ...plan, keptName }, 'kept')).rejects.toMatchObject({
        code: 'INVALID_STATE',
      });
    }
    expect(await names()).toContain('precious');
  }, 60_000);

  it('is no error where there is nothing to drop', async () => {
    const source = await makeDatabase('nothing_beside');
    const plan = fixture.driver.planReplacement(source, 'r');
    await expect(fixture.driver.drop(source, plan, 'beside')).resolves.toBeUndefined();
  }, 60_000);

  it('finds strays of this database only', async () => {
    const source = await makeDatabase('strayed');
    const plan = fixture.driver.planReplacement(source, 'old');
    const known = fixture.driver.planReplacement(source, 'known');
    for (const name of [plan.keptName, known.keptName, 'strayed__before_000000000000']) {
      await fixture.cluster.createDatabase(name);
    }
    expect(await fixture.driver.findStrays(source, [known])).toEqual([plan.keptName]);
  }, 60_000);
});
