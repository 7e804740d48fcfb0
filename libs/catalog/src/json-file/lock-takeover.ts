/** Removes the lock of an owner that is gone, so that exactly one of several contenders does it. */

import { open, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { seeLock } from './lock-state.js';
import { systemCode } from './storage-error.js';

export interface AbandonedLock {
  directory: string;
  lockPath: string;
  lockId: string;
  staleMs: number;
  nowMs: number;
}

/**
 * The claim is named after the very lock it removes and created exclusively. Without it, a slow contender
 * could remove the lock that a faster one has just taken.
 */
export async function removeAbandonedLock(lock: AbandonedLock): Promise<void> {
  const claimPath = join(lock.directory, `takeover-${lock.lockId}`);
  if (!(await claim(claimPath))) {
    await removeOldClaim(claimPath, lock);
    return;
  }
  try {
    const sight = await seeLock(lock.lockPath);
    if (sight?.lockId === lock.lockId) await rmdir(lock.lockPath);
  } finally {
    await rm(claimPath, { force: true });
  }
}

async function claim(path: string): Promise<boolean> {
  try {
    await (await open(path, 'wx', 0o600)).close();
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** A contender that was killed while it held the claim must not block the others for good. */
async function removeOldClaim(path: string, { nowMs, staleMs }: AbandonedLock): Promise<void> {
  try {
    if (nowMs - (await stat(path)).mtimeMs > staleMs) await rm(path, { force: true });
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
}
