import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { type ConsoleProcess, makeConsole } from '../support/console-process.js';
import { type DatabaseContent, readContent } from '../support/database-content.js';
import { documentedCommands } from '../support/documented-commands.js';
import { createNastyDatabase, UNREFRESHABLE_VIEW } from '../support/nasty-database.js';
import { type PostgresCluster, startCluster } from '../support/postgres-cluster.js';
import { runTool } from '../support/run-tool.js';
import { addOrders, change, createSample } from '../support/sample-database.js';

/** As the documentation calls it. */
const LIVE = 'shop';

let cluster: PostgresCluster;
let console: ConsoleProcess;

beforeAll(async () => {
  cluster = await startCluster();
}, 60_000);
afterAll(() => cluster?.stop());
afterEach(() => console?.dispose());

/** Types what docs/recovery-without-holdfast.md says, save for the places, and no program of ours. */
async function recoverAsDocumented(packagePath: string): Promise<string> {
  const [, ...commands] = await documentedCommands('recovery-without-holdfast.md');
  const env = {
    PATH: `${cluster.binDirectory}:${process.env['PATH'] ?? ''}`,
    PACKAGE: packagePath,
    KEY: console.keyringPath,
    WORK: join(console.directory, 'recovery'),
    PGHOST: cluster.socketDirectory,
    PGPORT: String(cluster.port),
    PGUSER: 'postgres',
    PGPASSWORD: cluster.password,
    PGOPTIONS: '-c lc_monetary=C -c array_nulls=on -c default_transaction_read_only=off',
  };
  const { stdout, stderr, code } = await runTool(
    'bash',
    ['-e', '-o', 'pipefail', '-c', commands.join('\n'), 'by-hand'],
    { env },
  );
  if (code !== 0) throw new Error(`The commands ended with ${String(code)}: ${stdout}${stderr}`);
  return stdout;
}

/** What the page brought back has taken the place of the live database. */
async function dropWhatWasMade(): Promise<void> {
  for (const name of [LIVE, `${LIVE}_broken`, 'restored_without_room']) {
    await cluster.query(`DROP DATABASE IF EXISTS "${name}"`);
  }
}

function contentOf({ rows, sequences, largeObjects }: DatabaseContent): Partial<DatabaseContent> {
  return { rows, sequences, largeObjects };
}

describe('a package without Holdfast', () => {
  afterEach(dropWhatWasMade);

  it('is checked and restored by the commands of the documentation alone', async () => {
    console = await makeConsole(await createSample(cluster, LIVE, 2_000));
    await console.start();
    const backup = await console.api.backUp();
    await console.end('SIGTERM');
    const original = await readContent(cluster, LIVE);

    const said = await recoverAsDocumented(String(backup.path));
    expect(
      said
        .split('\n')
        .filter((line) => line.endsWith(': OK'))
        .sort(),
    ).toEqual(['db.dump.zst.age: OK', 'globals.sql.zst.age: OK', 'manifest.json: OK']);
    expect(said).toContain('Signature Verified Successfully');
    expect(said).toMatch(new RegExp(`${backup.components[0]?.sha256 ?? 'nothing'}|"sha256"`));
    expect(await readContent(cluster, LIVE)).toEqual(original);
    expect(contentOf(await readContent(cluster, 'restored_without_room'))).toEqual(contentOf(original));
    expect(await readdir(console.directory)).not.toContain('recovery');
  }, 60_000);

  it('that builds on a full one is rebuilt and restored by them too', async () => {
    console = await makeConsole(await createSample(cluster, LIVE, 5_000));
    await console.start();
    await console.api.backUp();
    await change(cluster, LIVE, 'changed since');
    await addOrders(cluster, LIVE, 50);
    const backup = await console.api.backUp({ type: 'differential' });
    expect(backup.type).toBe('differential');
    const original = await readContent(cluster, LIVE);
    await console.end('SIGTERM');

    const said = await recoverAsDocumented(String(backup.path));
    expect(said).toContain('db.dump.delta.tar.age: OK');
    expect(await readContent(cluster, LIVE)).toEqual(original);
  }, 60_000);

  it('brings a nasty database back, save for the view that pg_restore cannot fill', async () => {
    await createNastyDatabase(cluster, LIVE);
    await cluster.query(
      `SET TRANSACTION READ WRITE; DROP MATERIALIZED VIEW ${UNREFRESHABLE_VIEW}; DROP EVENT TRIGGER watch_ddl`,
      LIVE,
    );
    console = await makeConsole(cluster.url(LIVE));
    await console.start();
    const backup = await console.api.backUp();
    const original = contentOf(await readContent(cluster, LIVE));
    await console.end('SIGTERM');
    await recoverAsDocumented(String(backup.path));
    expect(contentOf(await readContent(cluster, LIVE))).toEqual(original);
  }, 60_000);

  it('is refused by sha256sum where a byte was flipped', async () => {
    console = await makeConsole(await createSample(cluster, LIVE, 100));
    await console.start();
    const path = join(String((await console.api.backUp()).path), 'db.dump.zst.age');
    const bytes = await readFile(path);
    bytes[100] = bytes[100]! ^ 1;
    await chmod(path, 0o600);
    await writeFile(path, bytes);
    const { code, stdout } = await runTool('sha256sum', ['-c', 'SHA256SUMS'], { cwd: join(path, '..') });
    expect(code).not.toBe(0);
    expect(stdout).toContain('db.dump.zst.age: FAILED');
  }, 60_000);
});
