import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openJsonFileCatalog, type RebuildReport } from '@holdfast/catalog';
import { systemClock } from '@holdfast/engine';

import { run, type RunResult } from '../testing/run.js';

let storagePath: string;
let metadata: string;
beforeEach(async () => {
  storagePath = await mkdtemp(join(tmpdir(), 'holdfast-rebuild-'));
  metadata = join(storagePath, 'metadata');
});
afterEach(() => rm(storagePath, { recursive: true, force: true }));

function open() {
  return openJsonFileCatalog({ directory: metadata, clock: systemClock, onLockLost: () => undefined });
}

function rebuild(...args: string[]): Promise<RunResult> {
  return run(['catalog', 'rebuild', ...args], { environment: { BACKUP_STORAGE_PATH: storagePath } });
}

describe('holdfast catalog rebuild', () => {
  it('leaves a sound catalog as it is', async () => {
    await (await open()).close();
    const { exitCode, stdout } = await rebuild();
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Nothing is damaged.');
  });

  it('moves what is damaged aside, so that the catalog can be opened again', async () => {
    await (await open()).close();
    const backups = join(metadata, 'backups.json');
    await writeFile(backups, '{"half of a fi');
    await expect(open()).rejects.toMatchObject({ code: 'CATALOG_DAMAGED' });
    const { exitCode, stdout } = await rebuild('--json');
    expect(exitCode).toBe(0);
    const [moved] = (JSON.parse(stdout) as RebuildReport).movedAside;
    expect(moved?.from).toBe(backups);
    expect(await readFile(moved?.to ?? '', 'utf8')).toBe('{"half of a fi');
    await (await open()).close();
  });

  it('touches nothing while a console runs', async () => {
    const running = await open();
    const { exitCode, stderr } = await rebuild();
    await running.close();
    expect(exitCode).toBe(5);
    expect(stderr).toMatch(/another process|in use|using/i);
  });

  it('makes no catalog where there is none', async () => {
    const { exitCode, stderr } = await rebuild();
    expect(exitCode).toBe(14);
    expect(stderr).toContain(metadata);
    expect(await readdir(storagePath)).toEqual([]);
  });
});
