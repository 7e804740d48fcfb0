/** Adapters of the real kind around one directory: storage, work directory and keyring. */

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { LocalDestination } from '../destinations/local/local-destination.js';
import { findClientTools } from '../drivers/postgres/client-tools/find-client-tools.js';
import { createPostgresDriver } from '../drivers/postgres/create-postgres-driver.js';
import { systemClock } from '../tools/system-clock.js';
import type { Adapters } from '../use-cases/adapters.js';
import { testRunner } from './fixture-programs.js';
import { codecWithKey } from './package-fixture.js';

const silent = () => undefined;
export const SILENT_LOGGER = { debug: silent, info: silent, warn: silent, error: silent };

/**
 * @param pgBinDir where the server's programs are.
 * @param path where other programs are looked for.
 */
export async function adaptersIn(root: string, pgBinDir: string, path?: string): Promise<Adapters> {
  const workPath = join(root, 'work');
  const storagePath = join(root, 'storage');
  for (const path of [workPath, storagePath]) await mkdir(path, { recursive: true, mode: 0o700 });
  const { codec, keyring } = await codecWithKey(root);
  const destination = new LocalDestination(storagePath);
  await destination.prepare();
  const runner = testRunner(path === undefined ? {} : { path });
  const driver = createPostgresDriver({
    runner,
    findClientTools: () => findClientTools({ runner, pgBinDir }),
    workPath,
    clock: systemClock,
    logger: SILENT_LOGGER,
  });
  return {
    destination,
    runner,
    codec: () => codec,
    keyring: () => keyring,
    drivers: new Map([['postgres', driver]]),
    clock: systemClock,
    logger: SILENT_LOGGER,
    workPath,
    scratchServer: null,
    holdfastVersion: '0.1.0',
  };
}
