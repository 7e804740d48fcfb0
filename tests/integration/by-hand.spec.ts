import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { type ConsoleProcess, makeConsole } from '../support/console-process.js';
import { readContent } from '../support/database-content.js';
import { createNastyDatabase, UNREFRESHABLE_VIEW } from '../support/nasty-database.js';
import { type PostgresCluster, startCluster } from '../support/postgres-cluster.js';
import { runTool } from '../support/run-tool.js';
import { createSample } from '../support/sample-database.js';

const DATABASE = 'by hand';
const TARGET = 'restored by hand';

/** What docs/backup-format.md says, and no program of ours. $1: package, $2: keyring, $3: database. */
const SCRIPT = `
set -eu
cd "$1"
sha256sum -c SHA256SUMS
createdb --template=template0 --encoding=UTF8 --locale=C.UTF-8 "$3"
age -d -i "$2" db.dump.zst.age | zstd -d | pg_restore --exit-on-error --no-password -d "$3"
age -d -i "$2" globals.sql.zst.age | zstd -d > "$4"
`;

let cluster: PostgresCluster;
let console: ConsoleProcess;

beforeAll(async () => {
  cluster = await startCluster();
}, 60_000);
afterAll(() => cluster?.stop());
afterEach(() => console?.dispose());

async function restoreByHand(packagePath: string, globalsPath: string): Promise<string> {
  const { stdout, stderr, code } = await runTool(
    'bash',
    ['-o', 'pipefail', '-c', SCRIPT, 'by-hand', packagePath, console.keyringPath, TARGET, globalsPath],
    {
      env: {
        PATH: `${cluster.binDirectory}:${process.env['PATH'] ?? ''}`,
        PGHOST: cluster.socketDirectory,
        PGPORT: String(cluster.port),
        PGUSER: 'postgres',
        PGPASSWORD: cluster.password,
        PGOPTIONS: '-c lc_monetary=C -c array_nulls=on -c default_transaction_read_only=off',
      },
    },
  );
  if (code !== 0) throw new Error(`The script ended with ${String(code)}: ${stdout}${stderr}`);
  return stdout;
}

describe('a package without Holdfast', () => {
  it('is checked and restored by sha256sum, age, zstd, createdb and pg_restore alone', async () => {
    console = await makeConsole(await createSample(cluster, DATABASE, 2_000));
    await console.start();
    const backup = await console.api.backUp();
    await console.end('SIGTERM');
    const globalsPath = join(console.directory, 'globals.sql');

    const said = await restoreByHand(String(backup.path), globalsPath);
    expect(
      said
        .split('\n')
        .filter((line) => line.endsWith(': OK'))
        .sort(),
    ).toEqual(['db.dump.zst.age: OK', 'globals.sql.zst.age: OK', 'manifest.json: OK']);
    const { definition, ...original } = await readContent(cluster, DATABASE);
    const { definition: restoredDefinition, ...restored } = await readContent(cluster, TARGET);
    expect(restored).toEqual(original);
    expect(restoredDefinition.replaceAll(TARGET, DATABASE)).toBe(definition);
    expect(await readFile(globalsPath, 'utf8')).toContain('CREATE ROLE postgres');
    await cluster.query(`DROP DATABASE "${TARGET}"`);
  }, 60_000);

  it('brings a nasty database back, save for the view that pg_restore cannot fill', async () => {
    const name = `nasty "by" hand's`;
    await createNastyDatabase(cluster, name);
    await cluster.query(
      `SET TRANSACTION READ WRITE; DROP MATERIALIZED VIEW ${UNREFRESHABLE_VIEW}; DROP EVENT TRIGGER watch_ddl`,
      name,
    );
    console = await makeConsole(cluster.url(name));
    await console.start();
    const backup = await console.api.backUp();
    await restoreByHand(String(backup.path), join(console.directory, 'globals.sql'));
    const { rows, sequences, largeObjects } = await readContent(cluster, name);
    expect(await readContent(cluster, TARGET)).toMatchObject({ rows, sequences, largeObjects });
    await cluster.query(`DROP DATABASE "${TARGET}"`);
  }, 60_000);

  it('is refused by sha256sum where a byte was flipped', async () => {
    console = await makeConsole(cluster.url(DATABASE));
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
