import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { type IntegrityReport, ROUTES, type SettingsView } from '@holdfast/contract';

import { type ConsoleProcess, makeConsole } from '../support/console-process.js';
import { createNastyDatabase, UNREFRESHABLE_VIEW } from '../support/nasty-database.js';
import { type PostgresCluster, startCluster } from '../support/postgres-cluster.js';
import { expectNoRemains } from '../support/remains.js';
import { createSample } from '../support/sample-database.js';
import { waitFor } from '../support/wait-for.js';

const DATABASE = 'drilled';

let cluster: PostgresCluster;
let console: ConsoleProcess;

beforeEach(async () => {
  cluster = await startCluster();
}, 60_000);
afterEach(async () => {
  await console?.dispose();
  await cluster?.stop();
});

async function start(databaseUrl: string, env: Record<string, string> = {}): Promise<void> {
  console = await makeConsole(databaseUrl, env);
  await console.start();
}

function assertThat(...sql: string[]): Promise<SettingsView> {
  const assertions = sql.map((text, index) => ({ name: `assertion ${index + 1}`, sql: text }));
  return console.api.patch<SettingsView>(ROUTES.settings, { drill: { assertions } });
}

describe('a drill', () => {
  it('proves a backup up to matched, though the live server is down, and measures the time to recover', async () => {
    await start(await createSample(cluster, DATABASE, 1_000));
    await assertThat('SELECT count(*) > 900 FROM orders');
    const { id } = await console.api.backUp();
    await cluster.stop();
    const { drill } = await console.api.restore(id, { mode: 'drill' });
    expect(drill).toMatchObject({ level: 'matched', server: { kind: 'throw-away' }, comparedTables: 3 });
    expect(drill?.assertions).toMatchObject([{ name: 'assertion 1', isTrue: true }]);
    expect(drill?.recoveryMs).toBeGreaterThan(0);
    expect((await console.api.backups())[0]).toMatchObject({ id, verificationLevel: 'matched' });
    const { recovery } = await console.api.status();
    expect(recovery).toMatchObject({
      provenTo: 'matched',
      lastDrill: { backupId: id, status: 'success' },
    });
    expect(recovery.measuredRestoreSeconds).toBeGreaterThan(0);
    expect(await readdir(console.workPath)).toEqual([]);
  }, 120_000);

  it('fails where an assertion is not true, says which, and leaves nothing behind', async () => {
    await start(await createSample(cluster, DATABASE, 100));
    await assertThat('SELECT true', 'SELECT count(*) > 100000 FROM orders');
    const { id } = await console.api.backUp();
    const drillId = await console.api.startRestore(id, { mode: 'drill' });
    const failed = await console.api.untilRestoreEnds(drillId);
    expect(failed).toMatchObject({ status: 'failed', errorCode: 'ASSERTION_FAILED' });
    expect(failed.errorMessage).toContain('assertion 2');
    const { alerts, recovery } = await console.api.status();
    expect(alerts.map(({ code }) => code)).toContain('DRILL_FAILED');
    expect(recovery.lastDrill).toMatchObject({ status: 'failed' });
    await expectNoRemains({ console, cluster });
  }, 120_000);

  it('drills a nasty database with roles, grants and large objects', async () => {
    const name = 'nasty "drill"';
    await createNastyDatabase(cluster, name);
    await cluster.query(`SET TRANSACTION READ WRITE; DROP MATERIALIZED VIEW ${UNREFRESHABLE_VIEW}`, name);
    await start(cluster.url(name));
    const { id } = await console.api.backUp();
    expect((await console.api.restore(id, { mode: 'drill' })).drill).toMatchObject({ level: 'matched' });
  }, 120_000);

  it('can be held on a server that the administrator names, whose databases it leaves alone', async () => {
    const scratch = await startCluster();
    try {
      await scratch.createDatabase('precious');
      await start(await createSample(cluster, DATABASE, 100), { DRILL_DATABASE_URL: scratch.url() });
      const { id } = await console.api.backUp();
      const { drill } = await console.api.restore(id, { mode: 'drill' });
      expect(drill).toMatchObject({ level: 'matched', server: { kind: 'named' } });
      const names = await scratch.query<{ datname: string }>(
        `SELECT datname FROM pg_database WHERE NOT datistemplate ORDER BY 1`,
      );
      expect(names.map(({ datname }) => datname)).toEqual(['postgres', 'precious']);
    } finally {
      await scratch.stop();
    }
  }, 120_000);

  it('comes by itself, and its proof can be downloaded', async () => {
    await start(await createSample(cluster, DATABASE, 100));
    const { id } = await console.api.backUp();
    await console.api.patch(ROUTES.settings, { drill: { isEnabled: true, cron: '* * * * * *' } });
    await waitFor(
      () => console.api.status(),
      ({ recovery }) => recovery.lastDrill?.status === 'success',
      { timeoutMs: 60_000 },
    );
    await console.api.patch(ROUTES.settings, { drill: { isEnabled: false } });
    const report = await console.api.get<IntegrityReport>(ROUTES.integrityReport(id));
    expect(report).toMatchObject({ backup: { id }, authenticity: 'own', level: 'matched' });
    expect(report.proofs.some(({ kind, isSuccessful }) => kind === 'drill' && isSuccessful)).toBe(true);
    const manifest = JSON.parse(
      await readFile(join(console.storagePath, 'default', id, 'manifest.json'), 'utf8'),
    ) as { components: { object: object }[] };
    expect(report.objects).toEqual(expect.arrayContaining(manifest.components.map(({ object }) => object)));
  }, 120_000);
});
