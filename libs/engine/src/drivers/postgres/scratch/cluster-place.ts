/** Where a throw-away server keeps its files, and how they are found again after the console was killed. */

import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { HoldfastError } from '../../../errors/holdfast-error.js';
import type { ProcessRunner } from '../../../ports/process-runner.js';
import { runToEnd } from '../run-to-end.js';
import type { ServerUser } from './server-user.js';

export interface ClusterPlace {
  /** Private to the server's user; everything below goes with it. */
  home: string;
  dataDirectory: string;
  socketDirectory: string;
  /** Can be called more than once. */
  remove(): Promise<void>;
}

/** The path of a unix socket has at most 103 bytes on macOS, 107 on Linux. */
const MAX_SOCKET_PATH_BYTES = 103;
const SOCKET_NAME_BYTES = '/.s.PGSQL.5432'.length;
const RECORD_NAME = 'server.json';
const OUR_NAME = /\/holdfast-drill-[0-9a-f]{12}$/;
const OTHERS_MAY_PASS = 0o001;

/**
 * @param directory ours alone; another user could not get into it.
 * @param neededBytes how much room the data will take, about.
 */
export async function makeClusterPlace(
  runner: ProcessRunner,
  directory: string,
  user: ServerUser | null,
  neededBytes: number,
): Promise<ClusterPlace> {
  const home = user === null ? join(directory, 'server') : outside(await parentForOthers(neededBytes));
  const socketDirectory = isShort(home) ? home : outside('/tmp');
  const paths = [...new Set([home, socketDirectory])];
  // First the record: what is made after it is found again, whatever happens.
  await writeFile(join(directory, RECORD_NAME), JSON.stringify(paths), { mode: 0o600 });
  for (const path of paths) await makePrivate(path, user);
  return {
    home,
    dataDirectory: join(home, 'data'),
    socketDirectory,
    remove: () => removeAll(runner, paths, user),
  };
}

/** A directory that only the server's user can enter. */
export async function makePrivate(path: string, user: ServerUser | null): Promise<void> {
  await mkdir(path, { mode: 0o700 });
  if (user !== null) await chown(path, user.uid, user.gid);
}

/** What a place in this directory consisted of; empty where there was none. */
export async function recordedPlaces(directory: string): Promise<string[]> {
  const text = await readFile(join(directory, RECORD_NAME), 'utf8').catch(() => '[]');
  const paths = parseList(text);
  return paths.filter((path) => OUR_NAME.test(path) || path === join(directory, 'server'));
}

/**
 * What belongs to another user is removed as that user: whatever the backup's code left running there could lead
 * a root that follows names out of the directory.
 */
export async function removeAll(
  runner: ProcessRunner,
  paths: readonly string[],
  user: ServerUser | null,
): Promise<void> {
  if (user === null) {
    for (const path of paths) await rm(path, { recursive: true, force: true, maxRetries: 3 });
    return;
  }
  const args = ['-rf', '--', ...paths];
  const spec = { label: 'rm', owner: 'driver', program: '/bin/rm', args, env: {}, runAs: user } as const;
  const { outcome } = await runToEnd(runner, spec);
  if (outcome.exitCode === 0) return;
  throw new HoldfastError(
    'STORAGE_UNAVAILABLE',
    `The files of a throw-away server remain: ${outcome.stderr.trim()}`,
    {
      hint: `Remove ${paths.join(' and ')} by hand.`,
    },
  );
}

/** Half a record was written before anything was made. */
function parseList(text: string): string[] {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed.filter((path) => typeof path === 'string') : [];
  } catch {
    return [];
  }
}

function outside(parent: string): string {
  return join(parent, `holdfast-drill-${randomBytes(6).toString('hex')}`);
}

function isShort(directory: string): boolean {
  return Buffer.byteLength(directory) + SOCKET_NAME_BYTES <= MAX_SOCKET_PATH_BYTES;
}

/** The work directory is closed to others; temporary ones are open. The first with enough room, else the roomiest. */
async function parentForOthers(neededBytes: number): Promise<string> {
  const found: { path: string; freeBytes: number }[] = [];
  for (const path of new Set(['/var/tmp', tmpdir(), '/tmp'])) {
    if (await isOpenToOthers(path)) found.push({ path, freeBytes: await freeBytesIn(path) });
  }
  const roomy = found.find(({ freeBytes }) => freeBytes >= neededBytes);
  const best = roomy ?? found.sort((a, b) => b.freeBytes - a.freeBytes)[0];
  if (best !== undefined) return best.path;
  throw new HoldfastError('PREFLIGHT_FAILED', 'There is no temporary directory that other users may enter.', {
    hint: 'Set TMPDIR to one, run the console as an ordinary user, or name a server for drills in DRILL_DATABASE_URL.',
  });
}

async function isOpenToOthers(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  if (found === null || !found.isDirectory() || (found.mode & OTHERS_MAY_PASS) === 0) return false;
  return path === '/' || isOpenToOthers(dirname(path));
}

async function freeBytesIn(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path);
  return bavail * bsize;
}
