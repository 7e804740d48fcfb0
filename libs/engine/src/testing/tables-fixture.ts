/** Table-level restores on a throw-away server, for tests. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { TablePlacement } from '@holdfast/contract';

import type { ComponentSource } from '../domain/application.js';
import type { RestoredTables, RestoreTablesRequest, TablesReplacement } from '../ports/component-driver.js';
import {
  dumpTo,
  loadRequest,
  NEVER,
  type PostgresFixture,
  runSql,
  sourceOf,
  type TestPackage,
} from './postgres-fixture.js';

export interface TablesAttempt {
  source: ComponentSource;
  made: TestPackage;
  tables: string[];
  placement?: TablePlacement;
  restoreId?: string;
  extra?: Partial<RestoreTablesRequest>;
}

export async function planAttempt(
  { driver }: PostgresFixture,
  { source, tables, placement = 'replace', restoreId = 'r1' }: TablesAttempt,
): Promise<TablesReplacement> {
  return await driver.planTables(source, restoreId, tables, placement, NEVER);
}

export async function restoreSome(
  fixture: PostgresFixture,
  attempt: TablesAttempt,
): Promise<RestoredTables & { replacement: TablesReplacement }> {
  const replacement = await planAttempt(fixture, attempt);
  const { source, made, tables, placement = 'replace', extra } = attempt;
  const request = { ...loadRequest(source, made), tables, placement, replacement, ...extra };
  return { ...(await fixture.driver.restoreTables(request)), replacement };
}

export async function makeDatabase(
  { cluster }: PostgresFixture,
  name: string,
  ...statements: string[]
): Promise<ComponentSource> {
  const url = await cluster.createDatabase(name);
  await runSql(cluster, name, ...statements);
  return sourceOf(url);
}

/** What pg_dump writes as SQL: everything, or only the `schema`. The random keys in it are left out. */
export async function dumpText(
  fixture: PostgresFixture,
  source: ComponentSource,
  what: 'everything' | 'schema' = 'everything',
): Promise<string> {
  const { driver, workPath } = fixture;
  const stage = await driver.dump(source, NEVER);
  const args = stage.spec.args.filter((arg) => arg !== '--format=custom' && arg !== '--compress=0');
  const spec = { ...stage.spec, args: [...args, ...(what === 'schema' ? ['--schema-only'] : [])] };
  const path = join(workPath, 'dump.sql');
  const outcome = await dumpTo({ ...driver, dump: async () => ({ ...stage, spec }) }, source, path);
  if (outcome.exitCode !== 0) throw driver.explain(outcome, source);
  return (await readFile(path, 'utf8')).replace(/^\\(?:un)?restrict .*$/gm, '');
}
