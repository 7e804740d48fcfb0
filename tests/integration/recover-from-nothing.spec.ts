import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ROUTES, type BackupView } from '@holdfast/contract';

import { type ConsoleProcess, makeConsole } from '../support/console-process.js';
import { readContent } from '../support/database-content.js';
import { mustRunHoldfast, runHoldfast } from '../support/holdfast-command.js';
import { type PostgresCluster, startCluster } from '../support/postgres-cluster.js';
import { change, createSample } from '../support/sample-database.js';

const DATABASE = 'shop';

/** What is left of the old machine: a directory of packages, and the printed kit. */
interface Remains {
  directory: string;
  packages: string;
  kit: string;
}

let cluster: PostgresCluster;
let empty: PostgresCluster;
let console: ConsoleProcess;
let remains: Remains;
let full: BackupView;
let incremental: BackupView;
let before: Awaited<ReturnType<typeof readContent>>;
let later: Awaited<ReturnType<typeof readContent>>;

beforeAll(async () => {
  [cluster, empty] = await Promise.all([startCluster(), startCluster()]);
  console = await makeConsole(await createSample(cluster, DATABASE, 3_000));
  await console.start();
  full = await console.api.backUp();
  before = await readContent(cluster, DATABASE);
  await change(cluster, DATABASE, 'changed');
  incremental = await console.api.backUp({ type: 'incremental' });
  later = await readContent(cluster, DATABASE);
  remains = await moveToAnotherMachine(console);
}, 120_000);

afterAll(async () => {
  await Promise.all([cluster?.stop(), empty?.stop(), console?.dispose()]);
  if (remains !== undefined) await rm(remains.directory, { recursive: true, force: true });
});

async function moveToAnotherMachine(from: ConsoleProcess): Promise<Remains> {
  const kitText = await from.api.text(ROUTES.recoveryKit);
  await from.end('SIGTERM');
  const directory = await mkdtemp(join(tmpdir(), 'holdfast-it-'));
  const packages = join(directory, 'stick');
  await cp(from.storagePath, packages, { recursive: true });
  await rm(join(packages, 'metadata'), { recursive: true });
  const kit = join(directory, 'kit.txt');
  // A stick whose file system knows no permissions.
  await writeFile(kit, kitText, { mode: 0o777 });
  return { directory, packages, kit };
}

function recover(...args: string[]): Promise<string> {
  return mustRunHoldfast(['recover', '--from', remains.packages, '--key', remains.kit, ...args], {
    env: { TMPDIR: tmpdir(), LANG: 'C' },
  });
}

describe('packages and keys alone on an empty machine', () => {
  it('are listed, with what each builds on and who signed it', async () => {
    const { packages } = JSON.parse(await recover('list', '--json')) as {
      packages: { backupId: string; type: string; parentBackupId: string | null; authenticity: string }[];
    };
    expect(
      packages.map(({ backupId, type, parentBackupId, authenticity }) => ({
        backupId,
        type,
        parentBackupId,
        authenticity,
      })),
    ).toEqual([
      { backupId: incremental.id, type: 'incremental', parentBackupId: full.id, authenticity: 'own' },
      { backupId: full.id, type: 'full', parentBackupId: null, authenticity: 'own' },
    ]);
    expect(await recover()).toContain(full.id);
  }, 30_000);

  it('are verified to their last byte', async () => {
    expect(await recover('verify', incremental.id)).toContain('readable to its last byte');
  }, 30_000);

  it('become a database again where there was none, from a full and from an incremental package', async () => {
    for (const [id, name, content] of [
      [full.id, 'from_full', before],
      [incremental.id, 'from_incremental', later],
    ] as const) {
      await recover('restore', id, '--to', empty.url(name), '--yes');
      const { rows, sequences, largeObjects } = await readContent(empty, name);
      expect({ rows, sequences, largeObjects }).toEqual({
        rows: content.rows,
        sequences: content.sequences,
        largeObjects: content.largeObjects,
      });
    }
  }, 60_000);

  it('keep a database that stands in their way', async () => {
    await empty.createDatabase('occupied');
    await empty.query('CREATE TABLE precious (id int)', 'occupied');
    const said = await recover('restore', full.id, '--to', empty.url('occupied'), '--yes');
    const kept = /kept as (\S+)\./.exec(said)?.[1] ?? '';
    expect(kept).toContain('occupied__before_');
    await empty.query(`ALTER DATABASE "${kept}" ALLOW_CONNECTIONS true`);
    expect(await empty.query('SELECT * FROM precious', kept)).toEqual([]);
    expect((await readContent(empty, 'occupied')).rows).toEqual(before.rows);
  }, 60_000);

  it('are refused with another key, and nothing is made', async () => {
    const other = join(remains.directory, 'other.txt');
    await writeFile(other, `AGE-SECRET-KEY-1${'Q'.repeat(58)}\n`);
    const args = ['recover', '--from', remains.packages, '--key', other];
    const { code, stderr } = await runHoldfast(
      [...args, 'restore', full.id, '--to', empty.url('x'), '--yes'],
      {
        env: { TMPDIR: tmpdir(), LANG: 'C' },
      },
    );
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/key/i);
    expect(await empty.query(`SELECT datname FROM pg_database WHERE datname LIKE 'x%'`)).toEqual([]);
  }, 30_000);

  it('are refused where a byte was flipped, and the object is named', async () => {
    const damaged = join(remains.directory, 'damaged');
    await cp(remains.packages, damaged, { recursive: true });
    const path = join(damaged, full.appId, full.id, 'db.dump.zst.age');
    const bytes = await readFile(path);
    bytes[bytes.length >> 1]! ^= 1;
    await chmod(path, 0o600);
    await writeFile(path, bytes);
    const args = ['recover', '--from', damaged, '--key', remains.kit];
    const { code, stderr } = await runHoldfast(
      [...args, 'restore', full.id, '--to', empty.url('y'), '--yes'],
      {
        env: { TMPDIR: tmpdir(), LANG: 'C' },
      },
    );
    expect(code).toBe(12);
    expect(stderr).toContain('db.dump.zst.age');
    expect(await empty.query(`SELECT datname FROM pg_database WHERE datname LIKE 'y%'`)).toEqual([]);
  }, 30_000);

  it('leave neither keys nor data of the recovery behind', async () => {
    const left = (await readdir(tmpdir())).filter((name) => name.startsWith('holdfast-recover-'));
    expect(left).toEqual([]);
  });

  it('fill a new console, which knows them all after its first start', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'holdfast-it-'));
    const storage = join(directory, 'backups');
    await cp(remains.packages, storage, { recursive: true });
    await mkdir(directory, { recursive: true });
    const keys = /AGE-SECRET-KEY-1[0-9A-Z]+/.exec(await readFile(remains.kit, 'utf8'))?.[0] ?? '';
    const fresh = await makeConsole(empty.url('from_full'), {
      BACKUP_STORAGE_PATH: storage,
      BACKUP_ENCRYPTION_KEY: keys,
    });
    try {
      await fresh.start();
      const known = await fresh.api.backups();
      expect(known.map(({ id, type, parentBackupId }) => ({ id, type, parentBackupId }))).toEqual([
        { id: incremental.id, type: 'incremental', parentBackupId: full.id },
        { id: full.id, type: 'full', parentBackupId: null },
      ]);
      await fresh.api.restore(incremental.id);
      expect((await readContent(empty, 'from_full')).rows).toEqual(later.rows);
    } finally {
      await fresh.dispose();
      await rm(directory, { recursive: true, force: true });
    }
  }, 120_000);
});
