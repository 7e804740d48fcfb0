import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, chown, cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createNastyDatabase } from '../../../../tests/support/nasty-database.js';
import { createSample } from '../../../../tests/support/sample-database.js';
import type { PackageRef } from '../engine.js';
import { type CompiledEngine, compileEngine } from '../testing/compiled-engine.js';
import { type DrillFixture, drillRequest, startDrillFixture } from '../testing/drill-fixture.js';
import { startDrill } from '../testing/drill-process.js';
import { drill } from './drill.js';

const asRoot = process.getuid?.() === 0 ? describe : describe.skip;
/** An ordinary user that every Debian has, and that owns nothing. */
const DAEMON_UID = 1;

let fixture: DrillFixture;
let engine: CompiledEngine;
/** Everybody may write here. */
let open: string;

beforeAll(async () => {
  [fixture, engine] = await Promise.all([startDrillFixture(), compileEngine()]);
}, 120_000);
afterAll(async () => {
  await engine.remove();
  await fixture.stop();
});
beforeEach(async () => {
  open = await mkdtemp(join(tmpdir(), 'holdfast-open-'));
  await chmod(open, 0o777);
});
afterEach(() => rm(open, { recursive: true, force: true }));

/** A database that, while it is loaded, says who runs it and copies out a file. Returns where the loot goes. */
async function createSpy(name: string, wanted: string): Promise<string> {
  const loot = join(open, 'loot');
  const spy = (body: string) =>
    `CREATE OR REPLACE FUNCTION public.spy() RETURNS bool LANGUAGE plpgsql AS $spy$ BEGIN ${body} RETURN true; END $spy$;`;
  await fixture.cluster.createDatabase(name);
  await fixture.cluster.query(
    `${spy('')} CREATE TABLE bait (id int CHECK (public.spy())); INSERT INTO bait VALUES (1);
     ${spy(`BEGIN COPY (SELECT 1) TO PROGRAM '(id -un; cat ${wanted}) > ${loot} 2>&1; true'; EXCEPTION WHEN insufficient_privilege THEN NULL; END;`)}`,
    name,
  );
  return loot;
}

asRoot('what a backup runs while it is drilled by a console that is root', () => {
  it('runs as nobody, who cannot read the keys', async () => {
    const keyring = join(fixture.root, 'keyring');
    const loot = await createSpy('spy', keyring);
    const report = await drill(fixture.adapters, drillRequest(await fixture.backUp(['spy'])));
    expect(report.level).toBe('matched');
    const said = await readFile(loot, 'utf8');
    expect(said.split('\n')[0]).toBe('nobody');
    expect(said).toContain('Permission denied');
    expect(await readFile(keyring, 'utf8')).toContain('AGE-SECRET-KEY-1');
    expect(said).not.toContain('AGE-SECRET-KEY-1');
  }, 120_000);
});

asRoot('a drill of a console that is not root', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'holdfast-ordinary-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  /** @param keyring whether the console has the key that the backup was signed with. */
  async function drillAsDaemon(ref: PackageRef, keyring: 'own' | 'another'): Promise<string> {
    await cp(join(fixture.root, 'storage'), join(root, 'storage'), { recursive: true });
    if (keyring === 'own') await cp(join(fixture.root, 'keyring'), join(root, 'keyring'));
    await chown(root, DAEMON_UID, DAEMON_UID);
    for (const name of await readdir(root, { recursive: true }))
      await chown(join(root, name), DAEMON_UID, DAEMON_UID);
    const pgBinDir = fixture.cluster.binDirectory;
    const { child, line } = startDrill({ engine, root, pgBinDir, ref, how: String(DAEMON_UID) });
    const said = await line();
    await once(child, 'close');
    expect(await readdir(join(root, 'work'))).toEqual([]);
    return said;
  }

  it('runs as that user and matches', async () => {
    await createNastyDatabase(fixture.cluster, 'ordinary');
    const ref = await fixture.backUp(['ordinary']);
    expect(await drillAsDaemon(ref, 'own')).toMatch(/^matched on throw-away \d+/);
  }, 120_000);

  it('gives a package that it did not sign no rights of a superuser', async () => {
    const loot = await createSpy('foreign spy', join(root, 'keyring'));
    const ref = await fixture.backUp(['foreign spy'], { isEncrypted: false });
    expect(await drillAsDaemon(ref, 'another')).toMatch(/^matched on throw-away \d+/);
    expect(existsSync(loot)).toBe(false);
  }, 120_000);

  it('can prove a package that it did not sign, with its owners and privileges', async () => {
    await createSample(fixture.cluster, 'foreign', 100);
    await fixture.cluster.query(
      `CREATE ROLE stranger; CREATE ROLE friend; CREATE EXTENSION pgcrypto; ALTER TABLE orders OWNER TO stranger;
       GRANT SELECT ON customers TO friend; ALTER DATABASE "foreign" OWNER TO stranger`,
      'foreign',
    );
    const ref = await fixture.backUp(['foreign'], { isEncrypted: false });
    expect(await drillAsDaemon(ref, 'another')).toMatch(/^matched on throw-away \d+/);
  }, 120_000);

  it('says why where what it did not sign needs a superuser', async () => {
    await createSample(fixture.cluster, 'demanding', 10);
    await fixture.cluster.query(
      `CREATE FUNCTION watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
       CREATE EVENT TRIGGER watching ON ddl_command_start EXECUTE FUNCTION watch()`,
      'demanding',
    );
    const ref = await fixture.backUp(['demanding'], { isEncrypted: false });
    const said = await drillAsDaemon(ref, 'another');
    expect(said).toMatch(/^DRILL_FAILED .*event trigger/);
    expect(said).toContain('without the rights of a superuser');
  }, 120_000);
});
