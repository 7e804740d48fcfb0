/** Backups of one small database that build on each other, made by the real programs. */

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

import { type PostgresCluster, startCluster } from '../../../../tests/support/postgres-cluster.js';
import type { Application } from '../domain/application.js';
import type { BackUpRequest, BackUpResult, PackageRef } from '../engine.js';
import { FaultyDestination } from './faulty-destination.js';
import type { Adapters } from '../use-cases/adapters.js';
import { backUp } from '../use-cases/back-up.js';
import { Spools } from '../use-cases/spools.js';
import { readManifest } from '../package/package-reader.js';
import { systemClock } from '../tools/system-clock.js';
import { adaptersIn } from './drill-adapters.js';
import { NEVER, runSql, sourceOf } from './postgres-fixture.js';
import { temporaryDirectory } from './temporary-directory.js';

export const DATABASE = 'crm';

export interface DeltaWorld {
  root: string;
  cluster: PostgresCluster;
  destination: FaultyDestination;
  adapters: Adapters;
  sql(...statements: string[]): Promise<void>;
  backUp(type: BackUpRequest['type'], parent: BackUpResult | null, rest?: Rest): Promise<BackUpResult>;
  /** Proves and unpacks each component as a restore does. */
  unpack(ref: PackageRef, look?: (path: string) => Promise<void>): Promise<void>;
  pathOf(ref: PackageRef, objectName: string): string;
  stop(): Promise<void>;
}

type Rest = Partial<BackUpRequest> & { around?: Partial<Adapters> };

/** Three tables, some megabytes of dump. */
export const CONTENT = [
  `CREATE TABLE customers AS SELECT i AS id, md5(i::text) AS name, 'c' || i || '@example.org' AS email
     FROM generate_series(1, 30000) i`,
  `CREATE TABLE notes AS SELECT i AS id, repeat(md5(i::text) || ' ', 40) AS body FROM generate_series(1, 3000) i`,
  `CREATE TABLE visits AS SELECT i AS id, now() - i * interval '1 minute' AS at, md5('v' || i) AS session
     FROM generate_series(1, 30000) i`,
  'SELECT lo_from_bytea(0, decode(repeat(md5(i::text), 20), $$hex$$)) FROM generate_series(1, 20) i',
];

export async function startDeltaWorld(): Promise<DeltaWorld> {
  const cluster = await startCluster();
  const directory = await temporaryDirectory();
  const real = await adaptersIn(directory.path, cluster.binDirectory);
  const destination = new FaultyDestination(real.destination);
  const adapters = { ...real, destination };
  await runSql(cluster, 'postgres', `CREATE DATABASE ${DATABASE}`);
  const sql = (...statements: string[]): Promise<void> => runSql(cluster, DATABASE, ...statements);
  await sql(...CONTENT);
  return {
    ...{ root: directory.path, cluster, destination, adapters, sql },
    backUp: (type, parent, { around, ...rest } = {}) =>
      backUp({ ...adapters, ...around }, { ...requestFor(cluster, type, parent), ...rest }),
    unpack: (ref, look) => unpack(adapters, ref, look),
    pathOf: ({ appId, backupId }, name) => join(directory.path, 'storage', appId, backupId, name),
    stop: async () => {
      await cluster.stop();
      await directory.dispose();
    },
  };
}

export function applicationOf(cluster: PostgresCluster): Application {
  const components = [sourceOf(cluster.url(DATABASE), 'db')];
  return { appId: 'crm', name: 'CRM', workspaceId: 'default', components };
}

function requestFor(
  cluster: PostgresCluster,
  type: BackUpRequest['type'],
  parent: BackUpResult | null,
): BackUpRequest {
  return {
    backupId: `backup_crm_default_${randomBytes(4).toString('hex')}`,
    application: applicationOf(cluster),
    type,
    parent: parent?.manifest ?? null,
    trigger: 'manual',
    description: null,
    createdAt: systemClock.now(),
    compressionLevel: 3,
    isEncrypted: true,
    previous: null,
    onProgress: () => undefined,
    signal: NEVER,
  };
}

async function unpack(
  adapters: Adapters,
  { appId, backupId }: PackageRef,
  look: (path: string) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const ref = { appId, backupId };
  const spools = new Spools(adapters, backupId);
  try {
    const { components } = await readManifest(adapters.destination, ref);
    for (const component of components) {
      await look((await spools.fill(ref, component, () => undefined, NEVER)).path);
    }
  } finally {
    await spools.remove();
  }
}
