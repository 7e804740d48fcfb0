/** A real console over a real PostgreSQL server with a small shop in it; all of it is gone afterwards. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type BackupDetailView, ROUTES, type StatusView } from '@holdfast/contract';

import { freePort } from '../../../scripts/embedded-postgres.mjs';
import { ADMIN } from '../../support/api-client.js';
import { type PostgresCluster, startCluster } from '../../support/postgres-cluster.js';
import { waitFor } from '../../support/wait-for.js';
import { ServerProcess } from './server-process.js';
import { createShop, SHOP } from './shop-database.js';

export class TestConsole {
  /** Value of the session cookie of an administrator who is logged in. */
  sessionToken = '';

  constructor(
    readonly address: string,
    readonly server: ServerProcess,
    readonly cluster: PostgresCluster,
    private readonly directory: string,
  ) {}

  /** Runs SQL in the shop as the superuser. */
  async sql<Row extends Record<string, unknown>>(statement: string): Promise<Row[]> {
    return this.cluster.query<Row>(statement, SHOP);
  }

  /** Log-ins are throttled, so that most tests begin with a session. */
  async logIn(): Promise<void> {
    const answer = await this.#request('POST', ROUTES.login, ADMIN);
    const cookie = answer.headers.getSetCookie().find((each) => each.startsWith('holdfast_session='));
    this.sessionToken = cookie?.split(';')[0]?.slice('holdfast_session='.length) ?? '';
  }

  /** Ends the session on the server, as time would. */
  async endSession(): Promise<void> {
    await this.#request('POST', ROUTES.logout);
  }

  async status(): Promise<StatusView> {
    return (await (await this.#request('GET', ROUTES.status)).json()) as StatusView;
  }

  /** Makes a backup and waits until it has succeeded. */
  async backUp(): Promise<BackupDetailView> {
    const { id } = (await (await this.#request('POST', ROUTES.backups, {})).json()) as { id: string };
    const look = async () =>
      (await (await this.#request('GET', ROUTES.backup(id))).json()) as BackupDetailView;
    const backup = await waitFor(look, ({ status }) => status !== 'pending' && status !== 'running');
    if (backup.status === 'success') return backup;
    throw new Error(`The backup is ${backup.status}: ${String(backup.errorMessage)}`);
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await this.cluster.stop();
    await rm(this.directory, { recursive: true, force: true });
  }

  async #request(method: string, route: string, body?: unknown): Promise<Response> {
    const answer = await fetch(`${this.address}${route}`, {
      method,
      headers: { 'content-type': 'application/json', cookie: `holdfast_session=${this.sessionToken}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${route}: ${answer.status} ${await answer.text()}`);
    return answer;
  }
}

export async function startTestConsole(): Promise<TestConsole> {
  const directory = await mkdtemp(join(tmpdir(), 'holdfast-e2e-'));
  const cluster = await startCluster();
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const server = new ServerProcess(address, {
    PORT: String(port),
    DATABASE_URL: await createShop(cluster),
    BACKUP_STORAGE_PATH: join(directory, 'backups'),
    ADMIN_EMAIL: ADMIN.email,
    ADMIN_PASSWORD: ADMIN.password,
    LOG_LEVEL: 'warn',
  });
  const testConsole = new TestConsole(address, server, cluster, directory);
  try {
    await server.start();
    await testConsole.logIn();
  } catch (error) {
    await testConsole.stop();
    throw error;
  }
  return testConsole;
}
