import { readdir, readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';

import pg from 'pg';

import type { ComponentSource } from '../../domain/application.js';
import { HoldfastError } from '../../errors/holdfast-error.js';
import { eventually, testRunner } from '../../testing/fixture-programs.js';
import {
  connectionOf,
  dumpTo,
  loadRequest,
  makePackage,
  NEVER,
  type PostgresFixture,
  runSql,
  sourceOf,
  startPostgresFixture,
} from '../../testing/postgres-fixture.js';

const CANARY = 'canary-9f3b:\\ä@%';

let fixture: PostgresFixture;
let canary: ComponentSource;

beforeAll(async () => {
  fixture = await startPostgresFixture({ lockWaitMs: 300 });
  await fixture.cluster.createDatabase('shop');
  await runSql(
    fixture.cluster,
    'shop',
    'CREATE TABLE item AS SELECT i, repeat(md5(i::text), 40) AS t FROM generate_series(1, 20000) i',
    `CREATE ROLE keeper LOGIN SUPERUSER PASSWORD '${CANARY}'`,
    "CREATE ROLE reader LOGIN PASSWORD 'reader-secret'",
  );
  canary = as('keeper', CANARY);
}, 60_000);
afterAll(() => fixture.stop());

function as(role: string, password: string, database = 'shop'): ComponentSource {
  const login = `//${role}:${encodeURIComponent(password)}@`;
  return sourceOf(fixture.cluster.url(database).replace(/\/\/[^@]*@/, login));
}

async function failureOf(work: Promise<unknown>): Promise<HoldfastError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof HoldfastError)) throw new Error(`no explained failure: ${String(error)}`);
  return error;
}

/** What pg_dump says to an address that describe never saw. */
async function dumpFailure(good: ComponentSource, env: Record<string, string>, args: string[] = []) {
  const stage = await fixture.driver.dump(good, NEVER);
  const spec = { ...stage.spec, args: [...stage.spec.args, ...args], env: { ...stage.spec.env, ...env } };
  const chain = testRunner().start([spec], { stdin: 'empty' });
  chain.stdout.resume();
  const [outcome] = await chain.finished;
  await stage.dispose();
  return fixture.driver.explain(outcome!, good);
}

describe('a failure that really happened', () => {
  it.each([
    ['a wrong password', () => as('keeper', 'wrong'), 'SOURCE_AUTH_FAILED'],
    ['an unknown role', () => as('nobody', 'x'), 'SOURCE_AUTH_FAILED'],
    [
      'no password',
      () => sourceOf(`postgresql://keeper@127.0.0.1:${fixture.cluster.port}/shop`),
      'SOURCE_AUTH_FAILED',
    ],
    ['an unknown database', () => as('keeper', CANARY, 'no "such" one'), 'SOURCE_NOT_FOUND'],
    ['an unknown host', () => sourceOf('postgresql://u:pw@no-such-host.invalid/d'), 'SOURCE_UNREACHABLE'],
    ['a missing socket', () => sourceOf('postgresql://u:pw@/d?host=/nonexistent'), 'SOURCE_UNREACHABLE'],
    [
      'no TLS on the server',
      () => sourceOf(`${canary.connection.reveal()}?sslmode=require`),
      'SOURCE_UNREACHABLE',
    ],
  ])('by %s is told by describe', async (_case, make, code) => {
    const error = await failureOf(fixture.driver.describe(make(), NEVER));
    expect(error.code).toBe(code);
    expect(error.hint).not.toBeNull();
  });

  it('by a closed port is told by describe and by pg_dump', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    server.close();
    await once(server, 'close');
    const closed = sourceOf(`postgresql://u:secret-pw@127.0.0.1:${port}/d`);
    const error = await failureOf(fixture.driver.describe(closed, NEVER));
    expect(error.code).toBe('SOURCE_UNREACHABLE');
    expect(error.message).not.toContain('secret-pw');
    expect((await dumpFailure(canary, {}, [`--port=${port}`])).code).toBe('SOURCE_UNREACHABLE');
  });

  it.each([
    ['a wrong password', { PGPASSFILE: '/nonexistent' }, [], 'SOURCE_AUTH_FAILED'],
    ['an unknown database', {}, ["--dbname=dbname='absent'"], 'SOURCE_NOT_FOUND'],
    ['demanding TLS', { PGSSLMODE: 'require' }, [], 'SOURCE_UNREACHABLE'],
  ])('by %s is told by pg_dump', async (_case, env, args, code) => {
    expect((await dumpFailure(canary, env, args)).code).toBe(code);
  });

  it('by a missing permission is told by pg_dump', async () => {
    const path = `${fixture.workPath}/denied.dump`;
    const outcome = await dumpTo(fixture.driver, as('reader', 'reader-secret'), path);
    expect(fixture.driver.explain(outcome, canary)).toMatchObject({
      code: 'SOURCE_PERMISSION_DENIED',
      message: expect.stringContaining('permission denied for table item') as unknown,
    });
  });

  it('by row security is told by pg_dump, never worked around', async () => {
    const guarded = as('reader', 'reader-secret', 'guarded');
    await fixture.cluster.createDatabase('guarded');
    await runSql(
      fixture.cluster,
      'guarded',
      'CREATE TABLE own (id int)',
      'ALTER TABLE own ENABLE ROW LEVEL SECURITY',
      'GRANT SELECT ON own TO reader',
    );
    const outcome = await dumpTo(fixture.driver, guarded, `${fixture.workPath}/rls.dump`);
    expect(fixture.driver.explain(outcome, guarded)).toMatchObject({
      code: 'SOURCE_PERMISSION_DENIED',
      hint: expect.stringContaining('BYPASSRLS') as unknown,
    });
  });

  it('by a locked table is told by pg_dump', async () => {
    const holder = new pg.Client({ ...connectionOf(fixture.cluster), database: 'shop' });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE item');
    const outcome = await dumpTo(fixture.driver, canary, `${fixture.workPath}/locked.dump`);
    await holder.end();
    expect(fixture.driver.explain(outcome, canary).code).toBe('SOURCE_LOCK_TIMEOUT');
  });

  it('by a session that an administrator ended is told by pg_dump', async () => {
    const stage = await fixture.driver.dump(canary, NEVER);
    const chain = testRunner().start([stage.spec], { stdin: 'empty' });
    await once(chain.stdout, 'readable');
    const end = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'holdfast' AND datname = 'shop'`;
    await eventually(async () => (await fixture.cluster.query(end)).length > 0);
    chain.stdout.resume();
    const [outcome] = await chain.finished;
    await stage.dispose();
    expect(fixture.driver.explain(outcome!, canary).code).toBe('SOURCE_UNREACHABLE');
  });
});

describe('the password', () => {
  it('is in no argument while a dump and a restore run, and in no message or log', async () => {
    const seen: string[] = [];
    const done = new AbortController();
    const sampling = (async () => {
      while (!done.signal.aborted) seen.push(...(await readCommandLines()));
    })();
    const made = await makePackage(fixture, canary);
    const replacement = fixture.driver.planReplacement(canary, 'secret');
    await fixture.driver.loadBeside(loadRequest(canary, made), replacement);
    await fixture.driver.swap(canary, replacement, NEVER);
    await fixture.driver.drop(canary, replacement, 'kept');
    done.abort();
    await sampling;
    expect(seen.some((line) => line.includes('pg_dump'))).toBe(true);
    expect(seen.some((line) => line.includes('pg_restore'))).toBe(true);
    const wrong = await failureOf(fixture.driver.describe(as('keeper', `${CANARY}x`), NEVER));
    const told = [fixture.driver.address(canary), wrong.message, wrong.hint, wrong.details, fixture.logLines];
    expect([...seen, JSON.stringify(told)].filter((text) => text.includes('canary-9f3b'))).toEqual([]);
    expect(JSON.stringify(made)).not.toContain('canary-9f3b');
  }, 60_000);

  it('stands in a private file that goes with the stage', async () => {
    const stage = await fixture.driver.dump(canary, NEVER);
    const path = stage.spec.env['PGPASSFILE']!;
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(stage.spec.env['HOME']!)).mode & 0o777).toBe(0o700);
    await stage.dispose();
    await stage.dispose();
    await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

async function readCommandLines(): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  return await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'latin1').catch(() => '')));
}
