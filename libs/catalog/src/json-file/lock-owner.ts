/** Who holds the lock: written for the next one who wants it, and for the message that refuses it. */

import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

import { z } from 'zod';

import { readProcessState } from './process-start-time.js';
import { replaceFile } from './replace-file.js';
import { systemCode } from './storage-error.js';

const ownerSchema = z.object({
  pid: z.number().int().positive(),
  hostname: z.string(),
  /** Clock ticks since boot; null on systems that do not tell. */
  processStartTime: z.string().nullable(),
  /** Two processes may have the same number, one after the other or in two containers. */
  instanceId: z.string(),
  /** The very lock that this owner took: an owner.json left from an earlier one says nothing. */
  lockId: z.string(),
});

export type LockOwner = z.infer<typeof ownerSchema>;

const INSTANCE_ID = randomUUID();

/** Null where nobody, or nobody readable, has signed this very lock. */
export async function readOwner(directory: string, lockId: string): Promise<LockOwner | null> {
  const text = await readFile(ownerPath(directory), 'utf8').catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  });
  const owner = text === null ? null : parseOwner(text);
  return owner?.lockId === lockId ? owner : null;
}

export async function signLock(directory: string, lockId: string): Promise<void> {
  const self = await readProcessState(process.pid);
  const owner: LockOwner = {
    pid: process.pid,
    hostname: hostname(),
    processStartTime: self.isAlive ? self.startTime : null,
    instanceId: INSTANCE_ID,
    lockId,
  };
  await replaceFile({
    path: ownerPath(directory),
    content: `${JSON.stringify(owner, null, 2)}\n`,
    previous: () => null,
    beforeRename: async () => {},
  });
}

export function ownerPath(directory: string): string {
  return join(directory, 'owner.json');
}

/** `elsewhere`: on another host, where we cannot look. */
export async function whereIs(owner: LockOwner): Promise<'alive' | 'dead' | 'elsewhere'> {
  if (owner.hostname !== hostname()) return 'elsewhere';
  // Our own number, written by somebody else: a container that was restarted.
  if (owner.pid === process.pid) return owner.instanceId === INSTANCE_ID ? 'alive' : 'dead';
  const state = await readProcessState(owner.pid);
  if (!state.isAlive) return 'dead';
  const isOther =
    owner.processStartTime !== null && state.startTime !== null && owner.processStartTime !== state.startTime;
  return isOther ? 'dead' : 'alive';
}

function parseOwner(text: string): LockOwner | null {
  try {
    return ownerSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
