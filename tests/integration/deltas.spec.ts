import { readFile, writeFile, chmod, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { type BackupView, ROUTES } from '@holdfast/contract';

import { type ConsoleProcess, makeConsole } from '../support/console-process.js';
import { type DatabaseContent, readContent } from '../support/database-content.js';
import { dropKeptDatabases } from '../support/databases.js';
import { type PostgresCluster, startCluster } from '../support/postgres-cluster.js';
import { expectNoRemains } from '../support/remains.js';
import { addOrders, change, createSample } from '../support/sample-database.js';

const DATABASE = 'daily';
/** About 20 MB of raw dump. */
const ORDERS = 40_000;

let cluster: PostgresCluster;
let console: ConsoleProcess;

beforeEach(async () => {
  cluster = await startCluster();
  console = await makeConsole(await createSample(cluster, DATABASE, ORDERS));
  await console.start();
}, 90_000);
afterEach(async () => {
  await console?.dispose();
  await cluster?.stop();
});

async function aDayLater(word: string): Promise<void> {
  await change(cluster, DATABASE, word);
  await cluster.query(`UPDATE orders SET note = note || '!' WHERE random() < 0.002`, DATABASE);
  await addOrders(cluster, DATABASE, 100);
}

async function flipIn({ path }: BackupView, name: string): Promise<void> {
  const file = join(String(path), name);
  const bytes = await readFile(file);
  bytes[bytes.length >> 1]! ^= 1;
  await chmod(file, 0o600);
  await writeFile(file, bytes);
}

describe('a chain of incremental backups', () => {
  it('takes little room, and each of its links brings back its own day', async () => {
    const full = await console.api.backUp();
    const days: { backup: BackupView; content: DatabaseContent }[] = [];
    for (const day of ['one', 'two', 'three']) {
      await aDayLater(day);
      const content = await readContent(cluster, DATABASE);
      days.push({ backup: await console.api.backUp({ type: 'incremental' }), content });
    }
    const sizes = days.map(({ backup }) => backup.sizeBytes ?? Infinity);
    expect(Math.max(...sizes)).toBeLessThan((full.sizeBytes ?? 0) / 5);
    expect(days.map(({ backup }) => backup.parentBackupId)).toEqual([
      full.id,
      days[0]?.backup.id,
      days[1]?.backup.id,
    ]);
    for (const { backup, content } of days.reverse()) {
      await console.api.restore(backup.id);
      expect((await readContent(cluster, DATABASE)).rows).toEqual(content.rows);
      await dropKeptDatabases(cluster);
    }
    await expectNoRemains({ console, cluster });
  }, 180_000);

  it('begins anew with a full backup once it is as long as the settings allow', async () => {
    await console.api.patch(ROUTES.settings, { backup: { maxChainLength: 2 } });
    const types: string[] = [];
    for (let day = 0; day < 5; day += 1) {
      types.push((await console.api.backUp({ type: 'incremental' })).type);
    }
    expect(types).toEqual(['full', 'incremental', 'incremental', 'full', 'incremental']);
  }, 120_000);

  it('does not lose a link that another one needs', async () => {
    const full = await console.api.backUp();
    const child = await console.api.backUp({ type: 'differential' });
    await console.api.backUp();
    const refusal = await fetch(`${console.api.address}${ROUTES.backup(full.id)}`, {
      method: 'DELETE',
      headers: { cookie: console.api.cookie },
    });
    expect(refusal.status).toBe(409);
    expect(await refusal.text()).toContain(child.id);
  }, 120_000);

  it('becomes a full backup, and says why, where what it would build on is damaged', async () => {
    const full = await console.api.backUp();
    await flipIn(full, 'db.dump.zst.age');
    const backup = await console.api.backUp({ type: 'differential' });
    expect(backup).toMatchObject({ type: 'full', parentBackupId: null });
    expect(backup.notes.map(({ code }) => code)).toContain('FELL_BACK_TO_FULL');
    await expectNoRemains({ console, cluster });
  }, 120_000);

  it.each([
    ['its own object is damaged', 'child', 'db.dump.delta.tar.age'],
    ['the object that it builds on is damaged', 'parent', 'db.dump.zst.age'],
    ['the backup that it builds on is gone', 'parent', null],
  ])(
    'is refused before anything is executed where %s',
    async (_, whose, name) => {
      const parent = await console.api.backUp();
      await aDayLater('later');
      const child = await console.api.backUp({ type: 'incremental' });
      const victim = whose === 'child' ? child : parent;
      if (name === null) await rm(String(victim.path), { recursive: true });
      else await flipIn(victim, name);
      const before = await readContent(cluster, DATABASE);
      const failed = await console.api.untilRestoreEnds(await console.api.startRestore(child.id));
      expect(failed.status).toBe('failed');
      expect(['BACKUP_CORRUPTED', 'PARENT_MISSING']).toContain(failed.errorCode);
      expect(failed.errorMessage).toContain(name ?? parent.id);
      expect(await readContent(cluster, DATABASE)).toEqual(before);
      await expectNoRemains({ console, cluster });
    },
    120_000,
  );
});
