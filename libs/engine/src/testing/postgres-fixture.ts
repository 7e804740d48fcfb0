/** The PostgreSQL driver on a throw-away server, and packages for it without a destination. */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import pg from 'pg';

import { type PostgresCluster, startCluster } from '../../../../tests/support/postgres-cluster.js';
import type { ComponentSource } from '../domain/application.js';
import type { ManifestComponent } from '../domain/manifest.js';
import { Secret } from '../domain/secret.js';
import { findClientTools } from '../drivers/postgres/client-tools/find-client-tools.js';
import {
  createPostgresDriver,
  type PostgresDriverOptions,
} from '../drivers/postgres/create-postgres-driver.js';
import type {
  ComponentDriver,
  Inspection,
  LoadProgress,
  LoadRequest,
  StreamSection,
} from '../ports/component-driver.js';
import type { ProcessOutcome } from '../ports/process-runner.js';
import { systemClock } from '../tools/system-clock.js';
import { testRunner } from './fixture-programs.js';

export interface LogLine {
  message: string;
  fields: Record<string, unknown> | undefined;
}

export interface PostgresFixture {
  cluster: PostgresCluster;
  driver: ComponentDriver;
  workPath: string;
  logLines: LogLine[];
  stop(): Promise<void>;
}

export interface TestPackage {
  component: ManifestComponent;
  spoolPath: string;
  inspection: Inspection;
}

export const NEVER = new AbortController().signal;
/** What prepared transactions and logical slots need. */
const SETTINGS = { max_prepared_transactions: 10, wal_level: 'logical' };

export async function startPostgresFixture(
  options: Partial<PostgresDriverOptions> = {},
): Promise<PostgresFixture> {
  const cluster = await startCluster({ settings: SETTINGS });
  const workPath = await mkdtemp(join(tmpdir(), 'holdfast-postgres-'));
  const logLines: LogLine[] = [];
  const log = (message: string, fields?: Record<string, unknown>): void =>
    void logLines.push({ message, fields });
  const runner = testRunner();
  const driver = createPostgresDriver({
    runner,
    findClientTools: () => findClientTools({ runner, pgBinDir: cluster.binDirectory }),
    workPath,
    clock: systemClock,
    logger: { debug: log, info: log, warn: log, error: log },
    ...options,
  });
  const stop = async (): Promise<void> => {
    await cluster.stop();
    await rm(workPath, { recursive: true, force: true });
  };
  return { cluster, driver, workPath, logLines, stop };
}

export function sourceOf(url: string, name = 'main'): ComponentSource {
  return { name, kind: 'postgres', connection: new Secret(url) };
}

/** Statements in one database of the fixture's server, as the superuser. */
export async function runSql(
  cluster: PostgresCluster,
  database: string,
  ...statements: string[]
): Promise<void> {
  const client = new pg.Client({ ...connectionOf(cluster), database });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

export function connectionOf(cluster: PostgresCluster): pg.ClientConfig {
  return { host: '127.0.0.1', port: cluster.port, user: 'postgres', password: cluster.password };
}

/** Runs a program of the driver to its end, with its output in a file. */
export async function dumpTo(
  driver: ComponentDriver,
  source: ComponentSource,
  path: string,
): Promise<ProcessOutcome> {
  const stage = await driver.dump(source, NEVER);
  const chain = testRunner().start([stage.spec], { stdin: 'empty' });
  const file = await open(path, 'w', 0o600);
  try {
    for await (const chunk of chain.stdout as AsyncIterable<Buffer>) await file.write(chunk);
    const [outcome] = await chain.finished;
    return outcome!;
  } finally {
    await file.close();
    await stage.dispose();
  }
}

/** Dumps and inspects a database as a backup would. */
export async function makePackage(fixture: PostgresFixture, source: ComponentSource): Promise<TestPackage> {
  const description = await fixture.driver.describe(source, NEVER);
  const directory = await mkdtemp(join(fixture.workPath, 'package-'));
  const spoolPath = join(directory, 'spool.dump');
  const outcome = await dumpTo(fixture.driver, source, spoolPath);
  if (outcome.exitCode !== 0) throw fixture.driver.explain(outcome, source);
  const sections: StreamSection[] = [];
  const inspector = fixture.driver.inspect({ onSection: (section) => void sections.push(section) });
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const chunk of createReadStream(spoolPath) as AsyncIterable<Buffer>) {
    inspector.write(chunk);
    hash.update(chunk);
    sizeBytes += chunk.length;
  }
  const inspection = inspector.end();
  const raw = { sizeBytes, sha256: hash.digest('hex') };
  const component: ManifestComponent = {
    name: source.name,
    kind: 'postgres',
    engine: description.engine,
    tool: description.tool,
    object: { name: `${source.name}.dump.zst`, ...raw },
    raw,
    compression: { algorithm: 'zstd', level: 3 },
    encryption: null,
    fingerprint: inspection.fingerprint,
    database: description.database,
    sections,
    delta: null,
  };
  return { component, spoolPath, inspection };
}

export function loadRequest(
  target: ComponentSource,
  made: TestPackage,
  extra: Partial<LoadRequest> & { progress?: LoadProgress[] } = {},
): LoadRequest {
  const { progress, ...overrides } = extra;
  return {
    target,
    ...made,
    jobs: 2,
    onProgress: (step) => void progress?.push(step),
    signal: NEVER,
    ...overrides,
  };
}
