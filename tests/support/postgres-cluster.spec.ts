import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { type PostgresCluster, startCluster } from '../support/postgres-cluster.js';

describe('a throw-away PostgreSQL server', () => {
  let cluster: PostgresCluster;

  beforeAll(async () => {
    cluster = await startCluster({ settings: { work_mem: '7MB' } });
  }, 60_000);

  afterAll(async () => {
    await cluster.stop();
  });

  it('answers with the rows of the last statement', async () => {
    await expect(cluster.query('SELECT 1 AS a; SELECT 2 AS b')).resolves.toEqual([{ b: 2 }]);
  });

  it('runs with the settings it was given', async () => {
    await expect(cluster.query('SHOW work_mem')).resolves.toEqual([{ work_mem: '7MB' }]);
  });

  it('makes a database with any name and says its address', async () => {
    const name = `o'brien "q" /?#`;
    const address = await cluster.createDatabase(name);
    expect(decodeURIComponent(new URL(address).pathname.slice(1))).toBe(name);
    await expect(cluster.query('SELECT current_database() AS name', name)).resolves.toEqual([{ name }]);
  });

  it('leaves no directory behind when it is stopped', async () => {
    const other = await startCluster();
    expect(existsSync(other.dataDirectory)).toBe(true);
    await other.stop();
    await other.stop();
    expect(existsSync(other.dataDirectory)).toBe(false);
  }, 60_000);

  it('ends by itself when the program that started it is killed', async () => {
    const fixture = fileURLToPath(new URL('start-postgres-and-wait.mjs', import.meta.url));
    const owner = spawn(process.execPath, [fixture], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [directory] = (await once(createInterface(owner.stdout), 'line')) as [string];
    expect(existsSync(directory)).toBe(true);

    owner.kill('SIGKILL');
    const deadline = Date.now() + 20_000;
    while (existsSync(directory) && Date.now() < deadline) await delay(50);
    expect(existsSync(directory)).toBe(false);
  }, 60_000);
});
