/** One writer per catalog: a directory as lock, kept fresh by a heartbeat, signed in owner.json. */

import * as fs from 'node:fs';
import { rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { lock as acquire } from 'proper-lockfile';

import { CatalogError } from '../catalog-error.js';
import { ownerPath, readOwner, signLock, whereIs, type LockOwner } from './lock-owner.js';
import { HeartbeatWatch, seeLock, type LockSight } from './lock-state.js';
import { removeAbandonedLock } from './lock-takeover.js';
import { systemCode } from './storage-error.js';

export interface DirectoryLockOptions {
  directory: string;
  clock: { now(): Date };
  /** Called once, where another process took the lock although this one did not release it. */
  onLost: (error: CatalogError) => void;
  /** A heartbeat older than this is taken to have stopped; at least 2000. */
  staleMs?: number;
}

export interface DirectoryLock {
  /** Throws CATALOG_LOCKED once the lock is another's: asked before every write. */
  assertHeld(): Promise<void>;
  release(): Promise<void>;
}

const STALE_MS = 10_000;
const POLL_MS = 100;
const LOCK_NAME = 'catalog.lock';

/** At exit the library would remove the directory unseen: by then it may be another's lock. */
const lockFs = { ...fs, rmdirSync: () => undefined };

/**
 * Takes over at once where the owner ran on this host and is dead. Where the owner cannot be seen, watches
 * its heartbeat for `staleMs`. Throws CATALOG_LOCKED where the owner lives.
 */
export async function lockDirectory(options: DirectoryLockOptions): Promise<DirectoryLock> {
  const { directory, clock, staleMs = STALE_MS } = options;
  const lockPath = join(directory, LOCK_NAME);
  const watch = new HeartbeatWatch(staleMs, () => performance.now());
  for (;;) {
    const sight = await seeLock(lockPath);
    if (sight === null) {
      const held = await tryAcquire(options, lockPath, staleMs);
      if (held !== null) return held;
      continue;
    }
    const owner = await readOwner(directory, sight.lockId);
    const nowMs = clock.now().getTime();
    const verdict = await judge(sight, owner, watch, nowMs - sight.heartbeatMs <= staleMs);
    if (verdict === 'held') throw lockedBy(directory, owner);
    if (verdict === 'abandoned')
      await removeAbandonedLock({ directory, lockPath, lockId: sight.lockId, staleMs, nowMs });
    // Also after a takeover: another contender may hold the claim.
    await pause(verdict === 'abandoned' ? 1 : POLL_MS);
  }
}

async function judge(
  sight: LockSight,
  owner: LockOwner | null,
  watch: HeartbeatWatch,
  isFresh: boolean,
): Promise<'held' | 'abandoned' | 'unsure'> {
  const whereabouts = owner === null ? 'elsewhere' : await whereIs(owner);
  if (whereabouts === 'dead') return 'abandoned';
  // An old heartbeat of a living process: it may be suspended, or the clock was set. Only watching tells.
  if (whereabouts === 'alive' && isFresh) return 'held';
  const heartbeat = watch.observe(sight);
  if (heartbeat === 'beating' && owner !== null) return 'held';
  return heartbeat === 'stopped' ? 'abandoned' : 'unsure';
}

/** Null where another process was faster. */
async function tryAcquire(
  options: DirectoryLockOptions,
  lockPath: string,
  staleMs: number,
): Promise<DirectoryLock | null> {
  const loss = new LockLoss(options);
  try {
    const release = await acquire(options.directory, {
      lockfilePath: lockPath,
      fs: lockFs,
      stale: staleMs,
      update: staleMs / 2,
      onCompromised: () => loss.report(),
    });
    return await sign(options.directory, lockPath, release, loss);
  } catch (error) {
    if (systemCode(error) === 'ELOCKED') return null;
    throw error;
  }
}

async function sign(
  directory: string,
  lockPath: string,
  release: () => Promise<void>,
  loss: LockLoss,
): Promise<DirectoryLock> {
  try {
    const lockId = (await seeLock(lockPath))?.lockId ?? '';
    await signLock(directory, lockId);
    return new HeldLock(directory, lockPath, lockId, release, loss);
  } catch (error) {
    await release();
    throw error;
  }
}

class HeldLock implements DirectoryLock {
  constructor(
    private readonly directory: string,
    private readonly lockPath: string,
    private readonly lockId: string,
    private readonly releaseLock: () => Promise<void>,
    private readonly loss: LockLoss,
  ) {}

  async assertHeld(): Promise<void> {
    const sight = await seeLock(this.lockPath);
    // The heartbeat finds out too, but up to half the stale time later.
    if (sight?.lockId !== this.lockId) this.loss.report();
    if (this.loss.error !== null) throw this.loss.error;
  }

  async release(): Promise<void> {
    const isOurs = (await seeLock(this.lockPath))?.lockId === this.lockId;
    if (this.loss.error !== null || !isOurs) return;
    await rm(ownerPath(this.directory), { force: true });
    await this.releaseLock();
  }
}

class LockLoss {
  error: CatalogError | null = null;

  constructor(private readonly options: DirectoryLockOptions) {}

  report(): void {
    if (this.error !== null) return;
    this.error = new CatalogError(
      'CATALOG_LOCKED',
      `The lock of the catalog in ${this.options.directory} was lost: another process took it while this one on ${hostname()} (pid ${process.pid}) was suspended or cut off from the storage.`,
      'Nothing more is written from here. Stop one of the two and restart the other.',
    );
    this.options.onLost(this.error);
  }
}

function lockedBy(directory: string, owner: LockOwner | null): CatalogError {
  const who = owner === null ? 'another process' : `process ${owner.pid} on host ${owner.hostname}`;
  return new CatalogError(
    'CATALOG_LOCKED',
    `The catalog in ${directory} is in use by ${who}.`,
    'Only one Holdfast may write to a catalog. Stop that one first, or give this one its own BACKUP_STORAGE_PATH.',
  );
}
