import type { ProblemNote } from '@holdfast/contract';
import pg from 'pg';

import type { ComponentSource } from '../../../domain/application.js';
import type { DatabaseProperties, ManifestComponent } from '../../../domain/manifest.js';
import {
  connectionOf,
  makePackage,
  NEVER,
  type PostgresFixture,
  runSql,
  sourceOf,
  startPostgresFixture,
} from '../../../testing/postgres-fixture.js';

let fixture: PostgresFixture;
let source: ComponentSource;
let component: ManifestComponent;

beforeAll(async () => {
  fixture = await startPostgresFixture();
  source = sourceOf(await fixture.cluster.createDatabase('shop'));
  component = (await makePackage(fixture, source)).component;
}, 60_000);
afterAll(() => fixture.stop());

async function check(
  changes: Partial<ManifestComponent> = {},
  strategy: 'swap' | 'in-place' = 'swap',
  target = source,
): Promise<ProblemNote[]> {
  return await fixture.driver.preflight(target, { ...component, ...changes }, strategy, NEVER);
}

function withDatabaseChanges(changes: Partial<DatabaseProperties>): Partial<ManifestComponent> {
  return { database: { ...component.database, ...changes } };
}

function brief(notes: ProblemNote[]): string[] {
  return notes.map((note) => `${note.severity} ${note.code}`);
}

async function as(role: string, attributes: string): Promise<ComponentSource> {
  await runSql(fixture.cluster, 'postgres', `CREATE ROLE ${role} LOGIN ${attributes} PASSWORD 'secret'`);
  return sourceOf(fixture.cluster.url('shop').replace(/\/\/[^@]*@/, `//${role}:secret@`));
}

describe('the preflight', () => {
  it('has nothing to say where everything fits', async () => {
    expect(await check()).toEqual([]);
  });

  it.each([
    ['an older server', { engine: { name: 'PostgreSQL', version: '99.1' } }, 'blocker SERVER_OLDER'],
    ['a newer server', { engine: { name: 'PostgreSQL', version: '12.9' } }, 'warning SERVER_NEWER'],
    ['an archive too new', { tool: { name: 'pg_dump', version: '17.2' } }, 'blocker ARCHIVE_TOO_NEW'],
    ['no pg_restore that reads it', { tool: { name: 'pg_dump', version: '17.2' } }, 'blocker TOOL_TOO_OLD'],
  ])('tells of %s', async (_case, changes, expected) => {
    expect(brief(await check(changes))).toContain(expected);
  });

  it.each([
    ['an extension', { extensions: [{ name: 'nowhere', version: '1' }] }, 'blocker EXTENSION_MISSING'],
    [
      'an extension’s version',
      { extensions: [{ name: 'hstore', version: '0.1' }] },
      'warning EXTENSION_VERSION',
    ],
    ['the owner', { owner: 'nobody here' }, 'blocker OWNER_MISSING'],
    [
      'a role that was granted something',
      { acl: [{ grantor: 'postgres', grantee: 'guest', privilege: 'CONNECT', isGrantable: false }] },
      'warning ROLE_MISSING',
    ],
    ['the locale', { collate: 'tlh_KX.utf8' }, 'warning LOCALE_UNKNOWN'],
  ])('tells that the server lacks %s', async (_case, changes, expected) => {
    expect(brief(await check(withDatabaseChanges(changes)))).toEqual([expected]);
  });

  it('tells when the disk is too small', async () => {
    const raw = { ...component.raw, sizeBytes: 1024 ** 5 };
    expect(brief(await check({ raw }))).toEqual(['blocker DISK_SPACE']);
  });

  it('tells what the role may not do, and offers in place', async () => {
    const target = await as('clerk', '');
    const notes = await check({}, 'swap', target);
    expect(brief(notes)).toContain('blocker CREATEDB_MISSING');
    expect(brief(notes)).toContain('blocker NOT_OWNER');
    expect(brief(notes)).toContain('info DISK_UNKNOWN');
    expect(notes[0]?.hint).toContain('restore in place');
    expect(brief(await check({}, 'in-place', target))).toEqual(['warning IN_PLACE']);
    const { canSwap, notes: described } = await fixture.driver.describe(target, NEVER);
    expect(canSwap).toBe(false);
    expect(brief(described)).toEqual(['warning CREATEDB_MISSING', 'warning NOT_OWNER']);
  });

  it('tells of sessions that will be disconnected, and of those that cannot be', async () => {
    const target = await as('boss', 'CREATEDB');
    await runSql(fixture.cluster, 'postgres', 'ALTER DATABASE shop OWNER TO boss');
    const guest = new pg.Client({ ...connectionOf(fixture.cluster), database: 'shop' });
    await guest.connect();
    try {
      expect(brief(await check())).toEqual(['info LIVE_SESSIONS']);
      expect(brief(await check({}, 'swap', target))).toEqual([
        'info LIVE_SESSIONS',
        'warning SESSIONS_PROTECTED',
        'info DISK_UNKNOWN',
      ]);
    } finally {
      await guest.end();
      await runSql(fixture.cluster, 'postgres', 'ALTER DATABASE shop OWNER TO postgres');
    }
  });

  it('gives the statement against a prepared transaction', async () => {
    await runSql(fixture.cluster, 'shop', 'BEGIN', 'CREATE TABLE pending ()', "PREPARE TRANSACTION 'it''s'");
    const notes = await check();
    expect(brief(notes)).toEqual(['blocker PREPARED_TRANSACTIONS']);
    expect(notes[0]?.hint).toContain("ROLLBACK PREPARED 'it''s';");
    await runSql(fixture.cluster, 'shop', "ROLLBACK PREPARED 'it''s'");
    expect(await check()).toEqual([]);
  });

  it('tells of replication that would stay with the old database', async () => {
    await runSql(
      fixture.cluster,
      'shop',
      "SELECT pg_create_logical_replication_slot('feed', 'pgoutput')",
      "CREATE SUBSCRIPTION copy CONNECTION 'dbname=nowhere' PUBLICATION p WITH (connect = false)",
    );
    const notes = await check();
    expect(brief(notes)).toEqual(['warning REPLICATION_SLOTS', 'blocker SUBSCRIPTIONS']);
    expect(notes[0]?.hint).toContain("pg_drop_replication_slot('feed')");
    await runSql(
      fixture.cluster,
      'shop',
      "SELECT pg_drop_replication_slot('feed')",
      'ALTER SUBSCRIPTION copy SET (slot_name = NONE)',
      'DROP SUBSCRIPTION copy',
    );
    expect(await check()).toEqual([]);
  });

  it('restores to a database that does not exist by swap only', async () => {
    const absent = sourceOf(fixture.cluster.url('absent'));
    expect(brief(await check({}, 'swap', absent))).toEqual(['info LIVE_MISSING']);
    expect(brief(await check({}, 'in-place', absent))).toEqual(['blocker LIVE_MISSING']);
  });

  it('says what to do where it finds no database to work from', async () => {
    const target = await as('locked_out', '');
    const close = ['postgres', 'template1'].map((name) => `REVOKE CONNECT ON DATABASE ${name} FROM PUBLIC`);
    const open = ['postgres', 'template1'].map((name) => `GRANT CONNECT ON DATABASE ${name} TO PUBLIC`);
    await runSql(fixture.cluster, 'postgres', ...close);
    try {
      await expect(check({}, 'swap', target)).rejects.toMatchObject({
        code: 'SOURCE_PERMISSION_DENIED',
        hint: expect.stringContaining('GRANT CONNECT ON DATABASE postgres') as unknown,
      });
    } finally {
      await runSql(fixture.cluster, 'postgres', ...open);
    }
  });
});
