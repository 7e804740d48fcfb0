/** A real console over a real PostgreSQL server with a small shop in it; all of it is gone afterwards. */
import { ROUTES } from '@holdfast/contract';

import { freePort } from '../../../scripts/embedded-postgres.mjs';
import type { ApiClient } from '../../support/api-client.js';
import { type ConsoleProcess, makeConsole } from '../../support/console-process.js';
import { type PostgresCluster, startCluster } from '../../support/postgres-cluster.js';
import { createShop, SHOP } from './shop-database.js';

export class TestConsole {
  readonly #process: ConsoleProcess;
  readonly #port: string;

  constructor(
    process: ConsoleProcess,
    port: number,
    readonly cluster: PostgresCluster,
  ) {
    this.#process = process;
    this.#port = String(port);
  }

  get api(): ApiClient {
    return this.#process.api;
  }

  get address(): string {
    return this.api.address;
  }

  /** At the address of the last time, so that open pages find it again. */
  async start(): Promise<void> {
    await this.#process.start({ PORT: this.#port });
  }

  async goAway(): Promise<void> {
    await this.#process.end('SIGTERM');
  }

  /** Runs SQL in the shop as the superuser. */
  async sql<Row extends Record<string, unknown>>(statement: string): Promise<Row[]> {
    return this.cluster.query<Row>(statement, SHOP);
  }

  /** Ends the session on the server, as time would. */
  async endSession(): Promise<void> {
    await fetch(`${this.address}${ROUTES.logout}`, {
      method: 'POST',
      headers: { cookie: `holdfast_session=${this.api.sessionToken}` },
    });
  }

  async dispose(): Promise<void> {
    await this.#process.dispose();
    await this.cluster.stop();
  }
}

export async function startTestConsole(): Promise<TestConsole> {
  const cluster = await startCluster();
  const process = await makeConsole(await createShop(cluster), { BACKUP_ENABLED: 'true' });
  const testConsole = new TestConsole(process, await freePort(), cluster);
  try {
    await testConsole.start();
  } catch (error) {
    await testConsole.dispose();
    throw error;
  }
  return testConsole;
}
