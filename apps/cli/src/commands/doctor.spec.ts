import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ROUTES } from '@holdfast/contract';

import type { LocalEngine } from '../local-engine.js';
import { run, type RunResult } from '../testing/run.js';
import { StubConsole } from '../testing/stub-console.js';

const NOW = new Date('2026-11-21T02:00:00.000Z');
const READY = { status: 'ok', checks: [] };

function engine(problem: string | null = null, now = NOW): LocalEngine {
  return {
    checkTools: () => Promise.resolve([{ name: 'age', version: problem === null ? '1.1.1' : null, problem }]),
    now: () => now,
    keys: () => Promise.resolve([]),
    addKey: () => Promise.reject(new Error('not asked for')),
    recoveryKit: () => Promise.reject(new Error('not asked for')),
  };
}

describe('holdfast doctor', () => {
  let console: StubConsole;
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'holdfast-doctor-'));
    console = await StubConsole.start();
    const headers = { date: NOW.toUTCString() };
    console.on(`GET ${ROUTES.healthReady}`, { body: READY, headers });
  });
  afterEach(async () => {
    await console.stop();
    await rm(directory, { recursive: true });
  });

  function examine(local: LocalEngine, storagePath = directory, args: string[] = []): Promise<RunResult> {
    const environment = { BACKUP_STORAGE_PATH: storagePath };
    return run(['doctor', ...args], { url: console.url, environment, engine: local });
  }

  it('finds a healthy machine ready and leaves nothing behind', async () => {
    const { exitCode, stdout } = await examine(engine());
    expect(exitCode).toBe(0);
    expect(stdout).toContain('✓ age: 1.1.1');
    expect(stdout).toContain(`✓ Storage: ${directory} can be written`);
    expect(stdout).toMatch(/✓ Free space: .* free/);
    expect(stdout).toContain(`✓ Console: ${console.url} is ready`);
    expect(stdout).toContain('This machine is ready.');
    expect(await readdir(directory)).toEqual([]);
  });

  it('ends with 13 where a program is missing, whatever else is wrong', async () => {
    const file = join(directory, 'file');
    await writeFile(file, '');
    const { exitCode, stdout } = await examine(engine('age is not installed. Install age.'), join(file, 'x'));
    expect(exitCode).toBe(13);
    expect(stdout).toContain('✗ age: age is not installed. Install age.');
    expect(stdout).toContain('✗ Storage');
  });

  it('ends with 14 where backups cannot be written', async () => {
    const file = join(directory, 'file');
    await writeFile(file, '');
    const { exitCode, stdout } = await examine(engine(), file);
    expect(exitCode).toBe(14);
    expect(stdout).toContain('→ Give the console’s user the right to write there');
  });

  it('accepts a directory that can still be created, and does not create it', async () => {
    const { exitCode, stdout } = await examine(engine(), join(directory, 'a', 'b'));
    expect(exitCode).toBe(0);
    expect(stdout).toContain('does not exist yet and can be created');
    expect(await readdir(directory)).toEqual([]);
  });

  it.each([
    ['stands at the beginning of time', new Date(0)],
    ['differs from the console’s', new Date('2026-11-21T02:05:00.000Z')],
  ])('notices a clock that %s', async (_case, now) => {
    const { exitCode, stdout } = await examine(engine(null, now));
    expect(exitCode).toBe(1);
    expect(stdout).toContain('✗ Clock');
  });

  it('tells what the console says is wrong', async () => {
    const checks = [{ name: 'catalog', ok: false, message: 'The catalog cannot be used.' }];
    console.on(`GET ${ROUTES.healthReady}`, { status: 503, body: { status: 'error', checks } });
    const { exitCode, stdout } = await examine(engine(null, new Date()));
    expect(exitCode).toBe(1);
    expect(stdout).toContain('is not ready. The catalog cannot be used.');
  });

  it('fails where a console was named and does not answer', async () => {
    await console
      .stop()
      .then(() => StubConsole.start())
      .then((other) => (console = other));
    const environment = { BACKUP_STORAGE_PATH: directory, HOLDFAST_URL: 'http://127.0.0.1:1' };
    const { exitCode } = await run(['doctor'], { environment, engine: engine() });
    expect(exitCode).toBe(20);
  });

  it('asks the real engine for the programs of this machine', async () => {
    const environment = { BACKUP_STORAGE_PATH: directory, PATH: '/nonexistent' };
    const { exitCode, stdout } = await run(['doctor', '--json'], { url: console.url, environment });
    const report = JSON.parse(stdout) as { exitCode: number; checks: { name: string; level: string }[] };
    expect(exitCode).toBe(13);
    expect(report.exitCode).toBe(13);
    expect(report.checks).toContainEqual(expect.objectContaining({ name: 'zstd', level: 'failed' }));
  });
});
