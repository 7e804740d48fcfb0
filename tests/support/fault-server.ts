/** A PostgreSQL server that can crash and come back with its data, on the same port. */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type EmbeddedPostgres, startPostgres } from '../../scripts/embedded-postgres.mjs';
import { allProcesses } from './fault-processes.js';
import { clusterOf, type PostgresCluster } from './postgres-cluster.js';
import { waitFor } from './wait-for.js';

const PASSWORD = 'of-a-server-that-crashes';

export class CrashingServer {
  private constructor(
    private readonly directory: string,
    private server: EmbeddedPostgres,
  ) {}

  static async start(): Promise<CrashingServer> {
    const directory = await mkdtemp(join(tmpdir(), 'holdfast-crash-'));
    const dataDirectory = join(directory, 'pg');
    return new CrashingServer(directory, await startPostgres({ dataDirectory, password: PASSWORD }));
  }

  get cluster(): PostgresCluster {
    return clusterOf(this.server);
  }

  /** `kill -9` of the postmaster; resolves when its children have noticed. */
  async crash(): Promise<void> {
    const { dataDirectory } = this.server;
    const [pid = ''] = (await readFile(join(dataDirectory, 'postmaster.pid'), 'utf8')).split('\n');
    const family = allProcesses().filter(({ parentPid }) => parentPid === Number(pid));
    const members = new Set([Number(pid), ...family.map((member) => member.pid)]);
    process.kill(Number(pid), 'SIGKILL');
    await waitFor(
      () => allProcesses().filter((member) => members.has(member.pid) && member.state !== 'Z'),
      (living) => living.length === 0,
    );
  }

  async restart(): Promise<void> {
    const { directory: dataDirectory, port } = this.server;
    this.server = await startPostgres({ dataDirectory, port, password: PASSWORD });
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await rm(this.server.directory, { recursive: true, force: true });
    await rm(this.directory, { recursive: true, force: true });
  }
}
