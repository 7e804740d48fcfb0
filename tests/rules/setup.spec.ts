import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { installCommand } from '../../scripts/package-manager.mjs';
import { areDependenciesInstalled, checkNode } from '../../scripts/setup.mjs';

describe('the set-up', () => {
  it.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('accepts Node.js %s', (version) => {
    expect(() => checkNode(version)).not.toThrow();
  });

  it.each(['18.20.4', '20.9.0', '20.18.3'])('refuses Node.js %s and says what to do', (version) => {
    expect(() => checkNode(version)).toThrow(
      new RegExp(`needs Node\\.js 20\\.19 .*this is ${version}.*Install`),
    );
  });

  it('names each missing program, and each package once', () => {
    const everywhere = (name: string) => ({ apt: name, dnf: name, apk: name, brew: name });
    const missing = [
      { name: 'psql', packages: everywhere('postgresql') },
      { name: 'initdb', packages: everywhere('postgresql') },
      { name: 'zstd', packages: everywhere('zstd') },
    ];
    const sentence = installCommand(missing);
    expect(sentence).toContain('psql; initdb; zstd');
    expect(sentence).not.toMatch(/postgresql.*postgresql/);
  });
});

describe('the check of installed npm packages', () => {
  const wanted = {
    '': { name: 'x' },
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/b': { version: '2.0.0', integrity: 'sha512-b', optional: true },
    'node_modules/@x/lib': { resolved: 'libs/lib', link: true },
  };
  const installed = { 'node_modules/a': wanted['node_modules/a'] };
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'holdfast-setup-'));
    await mkdir(join(root, 'node_modules'));
    await writeFile(join(root, 'package-lock.json'), JSON.stringify({ packages: wanted }));
  });

  afterEach(async () => {
    await rm(root, { recursive: true });
  });

  async function install(packages: object): Promise<void> {
    await writeFile(join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages }));
  }

  it('is content with what was installed, though another platform’s optional package is missing', async () => {
    await install(installed);
    expect(areDependenciesInstalled(root)).toBe(true);
  });

  it('notices that nothing was installed', () => {
    expect(areDependenciesInstalled(root)).toBe(false);
  });

  it('notices a missing package', async () => {
    await install({});
    expect(areDependenciesInstalled(root)).toBe(false);
  });

  it('notices another version', async () => {
    await install({ 'node_modules/a': { version: '1.0.1', integrity: 'sha512-a' } });
    expect(areDependenciesInstalled(root)).toBe(false);
  });

  it('notices other content under the same version', async () => {
    await install({ 'node_modules/a': { version: '1.0.0', integrity: 'sha512-other' } });
    expect(areDependenciesInstalled(root)).toBe(false);
  });
});
