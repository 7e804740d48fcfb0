import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { testRunner } from '../../../testing/fixture-programs.js';
import { findClientTools } from './find-client-tools.js';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'holdfast-tools-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

async function install(name: string, says: string): Promise<string> {
  const binDir = join(directory, name);
  await mkdir(binDir);
  await writeFile(join(binDir, 'pg_dump'), `#!/bin/sh\n${says}\n`);
  await chmod(join(binDir, 'pg_dump'), 0o755);
  return binDir;
}

async function find(pgBinDir: string | null, ...searchPath: string[]) {
  const found = await findClientTools({ runner: testRunner(), pgBinDir, searchPath });
  return found.filter((tools) => tools.binDir.startsWith(directory));
}

describe('the search for client programs', () => {
  it('takes each program’s own word for its version, once', async () => {
    const first = await install('a', 'echo "pg_dump (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"');
    const second = await install('b', 'echo "pg_dump (PostgreSQL) 19beta2"');
    await symlink(first, join(directory, 'link'));
    expect(await find(first, join(directory, 'link'), second)).toEqual([
      { binDir: first, major: 15, version: '15.18', isPreferred: true },
      { binDir: second, major: 19, version: '19beta2', isPreferred: false },
    ]);
  });

  it('passes over what fails, says something else, or is only a wrapper', async () => {
    const broken = await install('broken', 'echo "pg_dump (PostgreSQL) 15.1"; exit 3');
    const foreign = await install('foreign', 'echo "hello"');
    const wrapped = await install('wrapped', 'echo "pg_dump (PostgreSQL) 15.1"');
    await rm(join(wrapped, 'pg_dump'));
    await writeFile(join(wrapped, 'pg_wrapper'), '#!/bin/sh\necho "pg_dump (PostgreSQL) 15.1"\n');
    await chmod(join(wrapped, 'pg_wrapper'), 0o755);
    await symlink(join(wrapped, 'pg_wrapper'), join(wrapped, 'pg_dump'));
    expect(await find(null, broken, foreign, wrapped, join(directory, 'missing'))).toEqual([]);
  });
});
