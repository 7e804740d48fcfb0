/** What an interrupted or failed job left behind: nothing, if all is well. */

import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import type { ConsoleProcess } from './console-process.js';
import { restoringDatabases } from './databases.js';
import { membersOf } from './fault-processes.js';
import type { PostgresCluster } from './postgres-cluster.js';
import { waitFor } from './wait-for.js';

export interface Places {
  console: ConsoleProcess;
  cluster: PostgresCluster;
  /** Process groups of the programs that a killed console was running. */
  groups?: readonly number[];
}

/** Waits a moment, because the last of it may just be on its way out. */
export async function expectNoRemains(places: Places): Promise<void> {
  await waitFor(
    () => findRemains(places),
    (remains) => remains.length === 0,
  );
}

async function findRemains({ console, cluster, groups = [] }: Places): Promise<string[]> {
  const programs = membersOf(groups).map(({ pid, program }) => `the program ${program} (${pid})`);
  return [
    ...programs,
    ...(await readdir(console.workPath)).map((name) => `${name} in the work directory`),
    ...(await restoringDatabases(cluster)),
    ...(await unpublishedFiles(console.storagePath)),
    ...(await openJobs(console)),
  ];
}

/** Files of packages that have no manifest, and files that are only half there. */
async function unpublishedFiles(storagePath: string): Promise<string[]> {
  const entries = await readdir(storagePath, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const packages = files.filter((file) => !file.startsWith(join(storagePath, 'metadata')));
  const published = new Set(
    packages.filter((file) => file.endsWith('/manifest.json')).map((file) => dirname(file)),
  );
  return packages.filter((file) => !published.has(dirname(file)) || file.includes('.partial-'));
}

async function openJobs({ api }: ConsoleProcess): Promise<string[]> {
  const jobs = [...(await api.backups()), ...(await api.restores())];
  return jobs
    .filter(({ status }) => status === 'running' || status === 'pending')
    .map(({ id, status }) => `${id} is ${status}`);
}
