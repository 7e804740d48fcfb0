import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { testRunner } from '../testing/fixture-programs.js';
import { temporaryDirectory, type TemporaryDirectory } from '../testing/temporary-directory.js';
import { findProgram, requireProgram, versionOf } from './program-finder.js';

describe('findProgram', () => {
  let directory: TemporaryDirectory;

  beforeEach(async () => {
    directory = await temporaryDirectory();
    for (const name of ['a', 'b', 'c']) await mkdir(join(directory.path, name));
  });
  afterEach(() => directory.dispose());

  async function put(place: string, mode = 0o755): Promise<string> {
    const path = join(directory.path, place);
    await writeFile(path, '');
    await chmod(path, mode);
    return path;
  }

  function search(extraDirs: string[], ...path: string[]) {
    const absolute = (name: string) => join(directory.path, name);
    return { extraDirs: extraDirs.map(absolute), path: path.map(absolute).join(':') };
  }

  it('takes the first one on the path', async () => {
    await put('c/zstd');
    const first = await put('b/zstd');
    expect(await findProgram('zstd', search([], 'a', 'b', 'c'))).toBe(first);
  });

  it('prefers the extra directories', async () => {
    await put('a/zstd');
    const preferred = await put('c/zstd');
    expect(await findProgram('zstd', search(['c'], 'a'))).toBe(preferred);
  });

  it('passes over what is a directory or not executable', async () => {
    await mkdir(join(directory.path, 'a', 'zstd'));
    await put('b/zstd', 0o644);
    expect(await findProgram('zstd', search([], 'a', 'b'))).toBeNull();
  });

  it('passes over relative and empty directories', async () => {
    expect(await findProgram('package.json', { path: ':.:' })).toBeNull();
  });

  it('says what to install', async () => {
    await expect(requireProgram('age', 'age', search([], 'a'))).rejects.toMatchObject({
      code: 'TOOL_MISSING',
      hint: expect.stringContaining('apt-get install age') as string,
    });
  });
});

describe('versionOf', () => {
  it.each(['zstd', 'age', 'age-keygen'])('reads the version of %s', async (name) => {
    const path = await requireProgram(name, name, { path: '/usr/bin' });
    expect(await versionOf(testRunner(), path)).toMatch(/^\d+\.\d+/);
  });

  it.each(['/nonexistent/zstd', '/bin/false'])('reports a failure of %s', async (path) => {
    const reported = { code: 'TOOL_FAILED', message: expect.stringContaining(path) as string };
    await expect(versionOf(testRunner(), path)).rejects.toMatchObject(reported);
  });
});
