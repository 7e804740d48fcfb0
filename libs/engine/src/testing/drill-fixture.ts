/** Everything a drill needs: a database server that is backed up, a storage, and adapters of the real kind. */

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type PostgresCluster, startCluster } from '../../../../tests/support/postgres-cluster.js';
import type { DrillRequest, PackageRef } from '../engine.js';
import type { ComponentDriver } from '../ports/component-driver.js';
import { systemClock } from '../tools/system-clock.js';
import type { Adapters } from '../use-cases/adapters.js';
import { backUp } from '../use-cases/back-up.js';
import { adaptersIn } from './drill-adapters.js';
import { NEVER, sourceOf } from './postgres-fixture.js';

interface BackUpOptions {
  around: Adapters;
  isEncrypted: boolean;
  parent: PackageRef | null;
}

export interface DrillFixture {
  /** Holds storage, work directory and keyring. */
  root: string;
  cluster: PostgresCluster;
  adapters: Adapters;
  /** With other behaviour in some of the driver's methods. */
  withDriver(changes: Partial<ComponentDriver>): Adapters;
  /** Backs up these databases as one application, encrypted unless told otherwise; with a parent, its differences. */
  backUp(databases: readonly string[], options?: Partial<BackUpOptions>): Promise<PackageRef>;
  /** What lies in the work directory. */
  remains(): Promise<string[]>;
  stop(): Promise<void>;
}

export async function startDrillFixture(): Promise<DrillFixture> {
  const cluster = await startCluster();
  const root = await mkdtemp(join(tmpdir(), 'holdfast-drill-test-'));
  const adapters = await adaptersIn(root, cluster.binDirectory);
  const driver = adapters.drivers.get('postgres')!;
  return {
    root,
    cluster,
    adapters,
    withDriver: (changes) => ({
      ...adapters,
      drivers: new Map([['postgres', { ...driver, ...changes }]]),
    }),
    backUp: (databases, options = {}) =>
      backUpDatabases(cluster, databases, { around: adapters, isEncrypted: true, parent: null, ...options }),
    remains: () => readdir(adapters.workPath),
    stop: async () => {
      await cluster.stop();
      await rm(root, { recursive: true, force: true });
    },
  };
}

let number = 0;

async function backUpDatabases(
  cluster: PostgresCluster,
  databases: readonly string[],
  { around, isEncrypted, parent }: BackUpOptions,
): Promise<PackageRef> {
  number += 1;
  const ref = { appId: 'crm', backupId: `backup_crm_default_${number}` };
  const { manifest } = await backUp(around, {
    backupId: ref.backupId,
    application: {
      appId: ref.appId,
      name: 'CRM',
      workspaceId: 'default',
      components: databases.map((name) => sourceOf(cluster.url(name), `part-${databases.indexOf(name)}`)),
    },
    type: parent === null ? 'full' : 'differential',
    parent,
    trigger: 'manual',
    description: null,
    createdAt: systemClock.now(),
    compressionLevel: 3,
    isEncrypted,
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
