/** Whom a throw-away server runs as: never as root, which it refuses, and never as whoever owns a real one. */

import { readFile } from 'node:fs/promises';

import { HoldfastError } from '../../../errors/holdfast-error.js';

export interface ServerUser {
  uid: number;
  gid: number;
}

const NOBODY = /^nobody:[^:]*:(\d+):(\d+):/m;

/** Null: as ourselves, because we are not root. */
export async function serverUser(): Promise<ServerUser | null> {
  if (process.getuid?.() !== 0) return null;
  const match = NOBODY.exec(await readFile('/etc/passwd', 'utf8'));
  if (match) return { uid: Number(match[1]), gid: Number(match[2]) };
  throw new HoldfastError(
    'PREFLIGHT_FAILED',
    'PostgreSQL does not run as root, and this machine has no user "nobody" to run it as.',
    { hint: 'Run the console as an ordinary user, or name a server for drills in DRILL_DATABASE_URL.' },
  );
}
