/** What kill -9, a full disk, a failing disk and missing rights do to the catalog. */

import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { Child, hasProgram, runProgram } from '../testing/child.js';
import { compileCatalog, type CompiledCatalog } from '../testing/compiled-catalog.js';
import { sampleAuditEntry, sampleBackup } from '../testing/sample-records.js';
import { contentOf, openCatalog, removeDirectory, temporaryDirectory } from '../testing/temporary-catalog.js';

const NOBODY = 65534;
const isRoot = process.getuid?.() === 0;

let compiled: CompiledCatalog;
let directory: string;

beforeAll(async () => {
  compiled = await compileCatalog();
}, 30_000);
afterAll(() => compiled.remove());
beforeEach(async () => {
  directory = await temporaryDirectory();
});
afterEach(() => removeDirectory(directory));

describe('A catalog whose process is killed while it writes', () => {
  it('always opens with the state before or after the last write', async () => {
    let durable = 0;
    for (let round = 0; round < 20; round += 1) {
      const child = new Child(compiled.program, 'count', directory);
      await child.says(/^open/);
      await child.says(new RegExp(`^done ${durable + 1 + Math.floor(Math.random() * 10)}$`));
      await pause(Math.random() * 8);
      await child.kill();
      const confirmed = Number(child.said.at(-1)?.split(' ')[1]);

      const catalog = await openCatalog(directory);
      durable = (await catalog.backups.get('counter'))?.sizeBytes ?? 0;
      expect(durable - confirmed).toBeGreaterThanOrEqual(0);
      expect(durable - confirmed).toBeLessThanOrEqual(1);
      const { isIntact, message } = await catalog.audit.verify();
      expect({ isIntact, message }).toMatchObject({ isIntact: true });
      const { items } = await catalog.audit.list(1, 0);
      expect(Number(items[0]?.target)).toBeGreaterThanOrEqual(confirmed);
      await catalog.close();
    }
  }, 120_000);
});

describe('A catalog whose storage fails', () => {
  const onRootOnly = isRoot ? it : it.skip;

  onRootOnly('keeps the state before when the disk is full, and goes on when there is space', async () => {
    runProgram('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', directory]);
    try {
      const catalog = await openCatalog(directory);
      await catalog.backups.insert(sampleBackup({ id: 'first' }));
      await catalog.audit.append(sampleAuditEntry('first'));
      const filler = join(directory, 'filler');
      await writeFile(filler, Buffer.alloc(300_000)).catch(() => undefined);
      const before = await contentOf(directory);

      const full = { code: 'CATALOG_UNAVAILABLE', message: expect.stringContaining('no space is left') };
      await expect(catalog.backups.insert(sampleBackup({ id: 'second' }))).rejects.toMatchObject(full);
      await expect(catalog.audit.append(sampleAuditEntry('second'))).rejects.toMatchObject(full);
      expect(await catalog.backups.list()).toEqual([sampleBackup({ id: 'first' })]);
      expect(await contentOf(directory)).toEqual(before);

      await rm(filler);
      await catalog.backups.insert(sampleBackup({ id: 'second' }));
      expect((await catalog.audit.append(sampleAuditEntry('second'))).sequence).toBe(2);
      expect(await catalog.audit.verify()).toMatchObject({ isIntact: true, entries: 2 });
      await catalog.close();
    } finally {
      runProgram('umount', [directory]);
    }
  });

  const onStraceOnly = hasProgram('strace') ? it : it.skip;

  onStraceOnly(
    'keeps the state before at whichever fsync the disk fails',
    async () => {
      const outcomes = new Set<string>();
      for (let failing = 1; failing <= 40; failing += 1) {
        await removeDirectory(directory);
        await (await openCatalog(directory)).close();
        const inject = `inject=fsync:error=EIO:when=${failing}`;
        const under = ['strace', '-f', '-qq', '-o', '/dev/null', '-e', 'trace=fsync', '-e', inject];
        const child = new Child(compiled.program, 'insert', directory, {
          under,
          env: { UV_THREADPOOL_SIZE: '1' },
        });
        await child.end();

        const outcome = child.said.filter((line) => /^(failed|insert|append)/.test(line)).map(firstWords);
        outcomes.add(outcome.join(', '));
        await expectAsSaid(child.said);
        if (outcome.join() === 'insert ok,append ok') break;
      }
      expect([...outcomes].sort()).toEqual([
        'failed CATALOG_UNAVAILABLE',
        'insert CATALOG_UNAVAILABLE, append ok',
        'insert ok, append CATALOG_UNAVAILABLE',
        'insert ok, append ok',
      ]);
    },
    120_000,
  );

  it('says that it may not read the directory', async () => {
    await (await openCatalog(directory)).close();
    await chmod(directory, 0o000);
    const child = new Child(compiled.program, 'insert', directory, isRoot ? { user: NOBODY } : {});
    const answer = await child.says(/^failed/);
    await chmod(directory, 0o700);
    expect(answer).toContain('CATALOG_UNAVAILABLE');
    expect(answer).toContain(`Could not open the catalog in ${directory}: access is denied (EACCES)`);
  });
});

/** What was refused is not there, what was confirmed is, in the file and in the memory of the child. */
async function expectAsSaid(said: readonly string[]): Promise<void> {
  const isInserted = said.includes('insert ok');
  const text = await readFile(join(directory, 'backups.json'), 'utf8');
  expect(text.includes('"inserted"')).toBe(isInserted);
  if (!said.some((line) => line.startsWith('failed'))) expect(said).toContain(`memory ${isInserted ? 1 : 0}`);
  const catalog = await openCatalog(directory);
  const entries = said.includes('append ok') ? 1 : 0;
  expect(await catalog.audit.verify()).toMatchObject({ isIntact: true, entries });
  await catalog.close();
}

function firstWords(line: string): string {
  return line.split(' ').slice(0, 2).join(' ');
}
