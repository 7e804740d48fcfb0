import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';

import { ROUTES } from '@holdfast/contract';

import { compileCli, type CompiledCli } from './testing/compiled-cli.js';
import { BACKUP_ID, backupView, RESTORE_ID, runningRestore } from './testing/sample-views.js';
import { StubConsole } from './testing/stub-console.js';

const MANY_BACKUPS = {
  items: Array.from({ length: 2000 }, () => backupView()),
  total: 2000,
  limit: 2000,
  offset: 0,
};

describe('holdfast as a program', () => {
  let cli: CompiledCli;
  let console: StubConsole;
  beforeAll(async () => {
    cli = await compileCli();
  });
  afterAll(() => cli.remove());
  beforeEach(async () => {
    console = await StubConsole.start();
  });
  afterEach(() => console.stop());

  function start(...args: string[]): ChildProcess & { text: Record<'stdout' | 'stderr', string> } {
    const env = { PATH: process.env['PATH'], HOLDFAST_URL: console.url, HOLDFAST_API_KEY: 'hf_secret' };
    const child = spawn(process.execPath, [cli.program, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const text = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => (text.stdout += String(chunk)));
    child.stderr.on('data', (chunk) => (text.stderr += String(chunk)));
    return Object.assign(child, { text });
  }

  it('can be started by its name: the linked file is executable and its first line says by what', async () => {
    const linked = new URL('../bin/holdfast.js', import.meta.url);
    expect(await readFile(linked, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    expect((await stat(linked)).mode & 0o111).toBe(0o111);
  });

  it('says its version', async () => {
    const child = start('--version');
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(child.text.stdout).toBe('1.2.3\n');
  });

  it('writes a long result into a pipe to its end', async () => {
    console.on(`GET ${ROUTES.backups}`, { body: MANY_BACKUPS });
    const child = start('list', '--json');
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(JSON.parse(child.text.stdout)).toEqual(MANY_BACKUPS);
    expect(child.text.stderr).toBe('');
  });

  it('ends quietly where the reader goes away', async () => {
    console.on(`GET ${ROUTES.backups}`, { body: MANY_BACKUPS });
    const child = start('list', '--json');
    child.stdout?.once('data', () => child.stdout?.destroy());
    const [exitCode, signal] = (await once(child, 'close')) as [number | null, string | null];
    expect({ exitCode, signal, stderr: child.text.stderr }).toEqual({
      exitCode: 0,
      signal: null,
      stderr: '',
    });
  });

  it('leaves a restore alone at SIGINT and says so', async () => {
    console.on(`GET ${ROUTES.backup(BACKUP_ID)}`, { body: backupView() });
    console.on(`POST ${ROUTES.backupRestores(BACKUP_ID)}`, { status: 202, body: { id: RESTORE_ID } });
    let isPolled: () => void = () => undefined;
    const polled = new Promise<void>((resolve) => (isPolled = resolve));
    console.on(`GET ${ROUTES.restore(RESTORE_ID)}`, () => {
      isPolled();
      return { body: runningRestore() };
    });
    const child = start('restore', BACKUP_ID, '--yes', '--wait');
    await polled;
    child.kill('SIGINT');
    expect(await once(child, 'close')).toEqual([130, null]);
    expect(child.text.stderr).toContain('The restore goes on at the console');
    expect(console.requestLines('POST')).toEqual([`POST ${ROUTES.backupRestores(BACKUP_ID)}`]);
  });
});
