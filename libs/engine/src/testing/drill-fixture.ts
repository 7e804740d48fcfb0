/** Everything a drill needs: a database server that is backed up, a storage, and adapters of the real kind. */

import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type PostgresCluster, startCluster } from '../../../../tests/support/postgres-cluster.js';
import { LocalDestination } from '../destinations/local/local-destination.js';
import { findClientTools } from '../drivers/postgres/client-tools/find-client-tools.js';
import { createPostgresDriver } from '../drivers/postgres/create-postgres-driver.js';
import type { DrillRequest, PackageRef } from '../engine.js';
import type { ComponentDriver } from '../ports/component-driver.js';
import { systemClock } from '../tools/system-clock.js';
import type { Adapters } from '../use-cases/adapters.js';
import { backUp } from '../use-cases/back-up.js';
import { testRunner } from './fixture-programs.js';
import { codecWithKey } from './package-fixture.js';
import { NEVER, sourceOf } from './postgres-fixture.js';

export interface DrillFixture {
  cluster: PostgresCluster;
  adapters: Adapters;
  /** With other behaviour in some of the driver's methods. */
  withDriver(changes: Partial<ComponentDriver>): Adapters;
  /** Backs up these databases as one application. */
  backUp(...databases: string[]): Promise<PackageRef>;
  /** What lies in the work directory. */
  remains(): Promise<string[]>;
  stop(): Promise<void>;
}

const silent = () => undefined;
export const SILENT_LOGGER = { debug: silent, info: silent, warn: silent, error: silent };

export async function startDrillFixture(): Promise<DrillFixture> {
  const cluster = await startCluster();
  const root = await mkdtemp(join(tmpdir(), 'holdfast-drill-test-'));
  const adapters = await adaptersIn(root, cluster.binDirectory);
  const driver = adapters.drivers.get('postgres')!;
  return {
    cluster,
    adapters,
    withDriver: (changes) => ({
      ...adapters,
      drivers: new Map([['postgres', { ...driver, ...changes }]]),
    }),
    backUp: (...databases) => backUpDatabases(adapters, cluster, databases),
    remains: () => readdir(adapters.workPath),
    stop: async () => {
      await cluster.stop();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** @param pgBinDir where the server's programs are; null: only where nobody finds them. */
export async function adaptersIn(root: string, pgBinDir: string): Promise<Adapters> {
  const workPath = join(root, 'work');
  const storagePath = join(root, 'storage');
  for (const path of [workPath, storagePath]) await mkdir(path, { recursive: true, mode: 0o700 });
  const { codec, keyring } = await codecWithKey(root);
  const destination = new LocalDestination(storagePath);
  await destination.prepare();
  const runner = testRunner();
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

let number = 0;

async function backUpDatabases(
  adapters: Adapters,
  cluster: PostgresCluster,
  databases: readonly string[],
): Promise<PackageRef> {
  number += 1;
  const ref = { appId: 'crm', backupId: `backup_crm_default_${number}` };
  const { manifest } = await backUp(adapters, {
    backupId: ref.backupId,
    application: {
      appId: ref.appId,
      name: 'CRM',
      workspaceId: 'default',
      components: databases.map((name) => sourceOf(cluster.url(name), `part-${databases.indexOf(name)}`)),
    },
    type: 'full',
    parent: null,
    trigger: 'manual',
    description: null,
    createdAt: systemClock.now(),
    compressionLevel: 3,
    isEncrypted: true,
    previous: null,
    onProgress: () => undefined,
    signal: NEVER,
  });
  return { appId: manifest.appId, backupId: manifest.backupId };
}

export function drillRequest(ref: PackageRef, changes: Partial<DrillRequest> = {}): DrillRequest {
  return {
    ...ref,
    drillId: `drill_${ref.backupId}`,
    assertions: [],
    jobs: 2,
    onProgress: () => undefined,
    signal: NEVER,
    ...changes,
  };
}
