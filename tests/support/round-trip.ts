/** The proof at the end of every fault test: a fresh backup, harm, a restore, and everything is as it was. */

import type { ConsoleProcess } from './console-process.js';
import { readContent } from './database-content.js';
import { dropKeptDatabases } from './databases.js';
import type { PostgresCluster } from './postgres-cluster.js';
import { change } from './sample-database.js';

export async function expectRoundTrip(
  console: ConsoleProcess,
  cluster: PostgresCluster,
  database: string,
): Promise<void> {
  const before = await readContent(cluster, database);
  const { id } = await console.api.backUp();
  await change(cluster, database, `damaged after ${id}`);
  await console.api.restore(id);
  expect(await readContent(cluster, database)).toEqual(before);
  await dropKeptDatabases(cluster);
}
