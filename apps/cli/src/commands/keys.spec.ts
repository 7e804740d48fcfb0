import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createEngine, systemClock } from '@holdfast/engine';

import { loadConfig } from '../config.js';
import { engineOptions, silent } from '../local-engine.js';
import { run, type RunResult } from '../testing/run.js';

interface KeysAnswer {
  keyringPath: string;
  keys: { id: string; isCurrent: boolean }[];
}

let directory: string;
let keyring: string;
let environment: Record<string, string>;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'holdfast-keys-'));
  keyring = join(directory, 'backups.keyring');
  environment = { BACKUP_STORAGE_PATH: join(directory, 'backups'), PATH: process.env['PATH'] ?? '' };
});
afterEach(() => rm(directory, { recursive: true, force: true }));

async function makeKeyring(): Promise<void> {
  const options = engineOptions(loadConfig(environment, 'en'));
  await createEngine({ ...options, clock: systemClock, logger: silent }).prepareToRead();
}

function keys(...args: string[]): Promise<RunResult> {
  return run(['keys', ...args], { environment });
}

async function listed(): Promise<KeysAnswer> {
  return JSON.parse((await keys('list', '--json')).stdout) as KeysAnswer;
}

async function identities(): Promise<string[]> {
  const text = await readFile(keyring, 'utf8');
  return text.split('\n').filter((line) => line.startsWith('AGE-SECRET-KEY-1'));
}

describe('holdfast keys', () => {
  beforeEach(makeKeyring);

  it('lists the keys without their secrets', async () => {
    const { exitCode, stdout } = await keys();
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/age1[0-9a-z]+ .*yes/);
    expect(stdout).not.toContain('AGE-SECRET-KEY');
    expect(await listed()).toMatchObject({ keyringPath: keyring, keys: [{ isCurrent: true }] });
  });

  it('adds a key that new packages use, and keeps the old one', async () => {
    const [secret] = await identities();
    const [old] = (await listed()).keys;
    const { exitCode, stdout } = await keys('new');
    expect(exitCode).toBe(0);
    const now = (await listed()).keys;
    expect(now).toMatchObject([
      { id: old?.id, isCurrent: false },
      { id: expect.stringMatching(/^age1/) as string, isCurrent: true },
    ]);
    expect(stdout).toContain(now[1]?.id);
    expect((await identities())[0]).toBe(secret);
  });

  it('prints a recovery kit that age itself takes as a file of keys', async () => {
    await keys('new');
    const { exitCode, stdout, stderr } = await keys('recovery-kit');
    expect([exitCode, stderr]).toEqual([0, '']);
    for (const identity of await identities()) expect(stdout).toContain(`\n${identity}\n`);
    const kit = join(directory, 'key.txt');
    await writeFile(kit, stdout);
    const sealed = spawnSync('age', ['-r', (await listed()).keys[0]?.id ?? ''], { input: 'the data' });
    expect(spawnSync('age', ['-d', '-i', kit], { input: sealed.stdout }).stdout.toString()).toBe('the data');
  });

  it('says in the kit where the packages lie, who signed them and how each kind is opened', async () => {
    const { stdout } = await keys('recovery-kit');
    expect(stdout).toContain(`# ${environment['BACKUP_STORAGE_PATH'] ?? ''}\n`);
    expect(stdout).toContain('# -----BEGIN PUBLIC KEY-----\n');
    expect(stdout).toContain('holdfast recover list --from');
    expect(stdout).toContain('pg_restore --exit-on-error');
    expect(stdout).toContain('--patch-from=');
  });
});

describe('holdfast keys where there is none', () => {
  it.each(['list', 'new', 'recovery-kit'])('%s says so, and makes nothing', async (verb) => {
    const { exitCode, stderr } = await keys(verb);
    expect(exitCode).toBe(12);
    expect(stderr).toContain(`There is no keyring at ${keyring}.`);
    expect(await readdir(directory)).toEqual([]);
  });

  it.each(['list', 'new', 'recovery-kit'])('%s leaves an empty keyring as it is', async (verb) => {
    await writeFile(keyring, '# nothing yet\n', { mode: 0o600 });
    const { exitCode, stderr } = await keys(verb);
    expect(exitCode).toBe(12);
    expect(stderr).toContain('holds no key');
    expect(await readFile(keyring, 'utf8')).toBe('# nothing yet\n');
  });

  it('names a keyring that cannot be read', async () => {
    environment['BACKUP_KEYRING_PATH'] = directory;
    const { exitCode, stderr } = await keys('list');
    expect(exitCode).toBe(12);
    expect(stderr).toContain(`The keyring ${directory} cannot be read or written`);
  });
});
