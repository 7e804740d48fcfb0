/** Ends and removes throw-away servers whose console was killed. */

import { readFile, readlink, realpath } from 'node:fs/promises';
import { join } from 'node:path';

import type { PostgresContext } from '../context.js';
import { recordedPlaces, removeAll } from './cluster-place.js';
import { serverUser } from './server-user.js';

const PATIENCE_MS = 10_000;
const POLL_MS = 50;

/** On Linux such a server died with its console. Elsewhere it ends within a minute after its files are gone. */
export async function clearScratchRemains(context: PostgresContext, directory: string): Promise<void> {
  const places = await recordedPlaces(directory);
  for (const place of places) await endServerIn(context, join(place, 'data'));
  if (places.length > 0) await removeAll(context.runner, places, await serverUser());
}

async function endServerIn({ clock, logger }: PostgresContext, dataDirectory: string): Promise<void> {
  const pid = await serverPid(dataDirectory);
  if (pid === null) return;
  logger.warn('A throw-away server of a killed drill is still running and is ended', { pid, dataDirectory });
  const deadlineMs = clock.monotonicMs() + PATIENCE_MS;
  const never = new AbortController().signal;
  process.kill(pid, 'SIGQUIT');
  while ((await serverPid(dataDirectory)) === pid && clock.monotonicMs() < deadlineMs) {
    await clock.sleep(POLL_MS, never);
  }
}

/** Null where none runs. The number alone could belong to anybody by now: only a server works in that directory. */
async function serverPid(dataDirectory: string): Promise<number | null> {
  const text = await readFile(join(dataDirectory, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  if (!Number.isInteger(pid) || pid <= 1) return null;
  const workingDirectory = await readlink(`/proc/${pid}/cwd`).catch(() => null);
  return workingDirectory === (await realpath(dataDirectory).catch(() => '')) ? pid : null;
}
