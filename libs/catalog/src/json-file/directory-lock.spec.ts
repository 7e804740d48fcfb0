/** One writer: who is refused, who takes over, and who finds out that it was replaced. */

import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { Child } from '../testing/child.js';
import { compileCatalog, type CompiledCatalog } from '../testing/compiled-catalog.js';
import { sampleAuditEntry, sampleBackup } from '../testing/sample-records.js';
import {
  contentOf,
  openCatalog,
  removeDirectory,
  systemClock,
  temporaryDirectory,
} from '../testing/temporary-catalog.js';
import { lockDirectory, type DirectoryLock } from './directory-lock.js';
import { openJsonFileCatalog } from './open-json-file-catalog.js';
import { seeLock } from './lock-state.js';
import { removeAbandonedLock } from './lock-takeover.js';
import { readProcessState } from './process-start-time.js';

const STALE_MS = 2000;

let compiled: CompiledCatalog;
let directory: string;
let children: Child[];

beforeAll(async () => {
  compiled = await compileCatalog();
}, 30_000);
afterAll(() => compiled.remove());
beforeEach(async () => {
  directory = await temporaryDirectory();
  children = [];
});
afterEach(async () => {
  for (const child of children) await child.kill();
  await removeDirectory(directory);
});

async function start(role: string): Promise<Child> {
  const child = new Child(compiled.program, role, directory);
  children.push(child);
  await child.says(/^open/);
  return child;
}

const lock = (clock = systemClock): Promise<DirectoryLock> =>
  lockDirectory({
    directory,
    clock,
    staleMs: STALE_MS,
    onLost: (error) => {
      throw error;
    },
  });

/** A lock as another process would have left it. */
async function leaveLock(owner: { pid: number; hostname: string; processStartTime: string | null }) {
  await mkdir(join(directory, 'catalog.lock'));
  const lockId = (await seeLock(join(directory, 'catalog.lock')))?.lockId;
  await writeFile(join(directory, 'owner.json'), JSON.stringify({ ...owner, instanceId: 'other', lockId }));
}

async function beat(signal: AbortSignal): Promise<void> {
  for (let second = 1; !signal.aborted; second += 1) {
    await utimes(join(directory, 'catalog.lock'), second, second);
    await pause(200);
  }
}

describe('A second opener', () => {
  it('is refused with the pid and host of the first, which goes on writing', async () => {
    const first = await start('count');
    await expect(openCatalog(directory)).rejects.toMatchObject({
      code: 'CATALOG_LOCKED',
      message: expect.stringContaining(`process ${first.pid} on host ${hostname()}`),
    });
    const count = first.said.length;
    await first.says(new RegExp(`^done ${count + 5}$`));
    expect(first.said.join()).not.toContain('lost');
  });

  it('is refused within the same process, until the first has closed', async () => {
    const first = await openCatalog(directory);
    await expect(openCatalog(directory)).rejects.toMatchObject({ code: 'CATALOG_LOCKED' });
    await first.backups.insert(sampleBackup());
    await first.close();
    const second = await openCatalog(directory);
    expect(await second.backups.list()).toHaveLength(1);
    await second.close();
  });

  it('is refused though the clock jumped ahead by 400 days', async () => {
    await start('holdLock');
    const ahead = { now: () => new Date(Date.UTC(2100, 0, 1)) };
    await expect(lock(ahead)).rejects.toMatchObject({ code: 'CATALOG_LOCKED' });
  });

  it('is refused where the owner is on another host and its heart beats', async () => {
    await leaveLock({ pid: 77, hostname: 'far-away', processStartTime: null });
    const heart = new AbortController();
    const beating = beat(heart.signal);
    await expect(lock()).rejects.toMatchObject({
      code: 'CATALOG_LOCKED',
      message: expect.stringContaining('process 77 on host far-away'),
    });
    heart.abort();
    await beating;
  });
});

describe('Taking over', () => {
  it('happens at once after kill -9', async () => {
    await (await start('hold')).kill();
    const startedMs = performance.now();
    const catalog = await openCatalog(directory);
    expect(performance.now() - startedMs).toBeLessThan(1000);
    await catalog.close();
  });

  it('happens at once where the number of the dead owner belongs to another process now', async () => {
    const other = await start('hold');
    await rm(join(directory, 'catalog.lock'), { recursive: true });
    await leaveLock({ pid: other.pid, hostname: hostname(), processStartTime: '1' });
    const startedMs = performance.now();
    await (await lock()).release();
    expect(performance.now() - startedMs).toBeLessThan(1000);
  });

  it('happens at once where the owner had our own number before a restart', async () => {
    const self = await readProcessState(process.pid);
    const processStartTime = self.isAlive ? self.startTime : null;
    await leaveLock({ pid: process.pid, hostname: hostname(), processStartTime });
    await (await lock()).release();
  });

  it('succeeds for exactly one of many that try at once', async () => {
    for (let round = 0; round < 10; round += 1) {
      await leaveLock({ pid: 2 ** 22 + 1, hostname: hostname(), processStartTime: '1' });
      const results = await Promise.allSettled(Array.from({ length: 8 }, () => lock()));
      const held = results.filter((result) => result.status === 'fulfilled');
      expect(held).toHaveLength(1);
      for (const result of results) {
        if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'CATALOG_LOCKED' });
      }
      await held[0]!.value.assertHeld();
      await held[0]!.value.release();
    }
  }, 30_000);

  it('waits for the stale time where the owner is on another host', async () => {
    await leaveLock({ pid: 77, hostname: 'far-away', processStartTime: null });
    const startedMs = performance.now();
    const held = await lock();
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(STALE_MS);
    await held.release();
  });

  it('is noticed by an owner that was suspended meanwhile, and stops its writes', async () => {
    const suspended = await start('holdLock');
    suspended.signal('SIGSTOP');
    const taken = await untilTaken();
    suspended.signal('SIGCONT');
    expect(await suspended.says(/^lost/)).toBe('lost CATALOG_LOCKED');
    expect(await suspended.says(/^refused/)).toBe('refused CATALOG_LOCKED');
    await taken.assertHeld();
    await taken.release();
  }, 30_000);

  it('leaves a lock alone that was taken anew since it was found abandoned', async () => {
    await leaveLock({ pid: 77, hostname: 'far-away', processStartTime: null });
    const lockPath = join(directory, 'catalog.lock');
    await removeAbandonedLock({ directory, lockPath, lockId: '1-2', staleMs: STALE_MS, nowMs: 0 });
    expect(await seeLock(lockPath)).not.toBeNull();
  });

  it('keeps the replaced owner from writing anything more', async () => {
    const lost: string[] = [];
    const onLockLost = (error: { code: string }) => lost.push(error.code);
    const replaced = await openJsonFileCatalog({ directory, clock: systemClock, onLockLost });
    await replaced.backups.insert(sampleBackup({ id: 'a' }));
    await rm(join(directory, 'catalog.lock'), { recursive: true });
    await leaveLock({ pid: 77, hostname: 'far-away', processStartTime: null });
    const before = await contentOf(directory);
    const locked = { code: 'CATALOG_LOCKED' };
    await expect(replaced.backups.insert(sampleBackup({ id: 'b' }))).rejects.toMatchObject(locked);
    await expect(replaced.audit.append(sampleAuditEntry())).rejects.toMatchObject(locked);
    await replaced.close();
    expect(await contentOf(directory)).toEqual(before);
    expect(lost).toEqual(['CATALOG_LOCKED']);
  });

  it('is noticed before the next write, without waiting for the heartbeat', async () => {
    const lost: string[] = [];
    const onLost = (error: { code: string }) => lost.push(error.code);
    const held = await lockDirectory({ directory, clock: systemClock, onLost });
    await rm(join(directory, 'catalog.lock'), { recursive: true });
    await leaveLock({ pid: 77, hostname: 'far-away', processStartTime: null });
    await expect(held.assertHeld()).rejects.toMatchObject({ code: 'CATALOG_LOCKED' });
    await held.release();
    expect(lost).toEqual(['CATALOG_LOCKED']);
    expect(await seeLock(join(directory, 'catalog.lock'))).not.toBeNull();
  });
});

/** Refused while the last heartbeat is fresh, then after watching it stand still, granted. */
async function untilTaken(): Promise<DirectoryLock> {
  for (;;) {
    const taken = await lock().catch((error: unknown) => {
      expect(error).toMatchObject({ code: 'CATALOG_LOCKED' });
      return null;
    });
    if (taken !== null) return taken;
    await pause(100);
  }
}
