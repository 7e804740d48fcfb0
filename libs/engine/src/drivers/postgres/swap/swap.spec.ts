import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

import pg from 'pg';

import type { ComponentSource } from '../../../domain/application.js';
import type { DatabaseReplacement } from '../../../domain/database-replacement.js';
import { eventually } from '../../../testing/fixture-programs.js';
import {
  connectionOf,
  NEVER,
  type PostgresFixture,
  runSql,
  sourceOf,
  startPostgresFixture,
} from '../../../testing/postgres-fixture.js';

let fixture: PostgresFixture;
let counter = 0;
const wires: Wire[] = [];

beforeAll(async () => {
  fixture = await startPostgresFixture();
}, 60_000);
afterEach(() => wires.splice(0).forEach((wire) => wire.close()));
afterAll(() => fixture.stop());

interface Pair {
  name: string;
  source: ComponentSource;
  plan: DatabaseReplacement;
}

/** A live database that says `old` and one beside it that says `new`. */
async function makePair(): Promise<Pair> {
  counter += 1;
  const name = `live ${counter}`;
  const source = sourceOf(await fixture.cluster.createDatabase(name));
  const plan = fixture.driver.planReplacement(source, 'r1');
  await fixture.cluster.createDatabase(plan.besideName);
  await runSql(fixture.cluster, name, "CREATE TABLE which AS SELECT 'old' AS one");
  await runSql(fixture.cluster, plan.besideName, "CREATE TABLE which AS SELECT 'new' AS one");
  return { name, source, plan };
}

async function which(name: string): Promise<string | undefined> {
  return (await fixture.cluster.query<{ one: string }>('SELECT one FROM which', name))[0]?.one;
}

async function oidOf(name: string): Promise<number | undefined> {
  const sql = `SELECT oid::int FROM pg_database WHERE datname = ${pg.escapeLiteral(name)}`;
  return (await fixture.cluster.query<{ oid: number }>(sql))[0]?.oid;
}

async function openSession(database: string): Promise<pg.Client> {
  const client = new pg.Client({ ...connectionOf(fixture.cluster), database });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** An application that asks again and again and reconnects when it is thrown out. */
class Poller {
  readonly answers: string[] = [];
  readonly strange: string[] = [];
  isStopped = false;
  readonly #done: Promise<void>;

  constructor(database: string) {
    this.#done = this.#run(database);
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await this.#done;
  }

  async #run(database: string): Promise<void> {
    while (!this.isStopped) {
      try {
        const session = await openSession(database);
        await this.#ask(session).finally(() => session.end());
      } catch (error) {
        const code = (error as { code?: string }).code ?? (error as Error).message;
        if (!/^57P01$|^3D000$|terminated|not queryable|ECONNRESET/.test(code)) this.strange.push(code);
      }
    }
  }

  async #ask(session: pg.Client): Promise<void> {
    while (!this.isStopped) {
      const { rows } = await session.query<{ one: string }>('SELECT one FROM which');
      this.answers.push(rows[0]!.one);
    }
  }
}

/** Between driver and server: cutting it is what the server sees of a killed console. */
class Wire {
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  onSent: (text: string) => void = () => undefined;
  /** Instead of passing on what the server says. */
  onAnswer: (() => void) | null = null;
  isCut = false;

  constructor(serverPort: number) {
    this.#server = createServer((client) => {
      if (this.isCut) return void client.destroy();
      const upstream = connect(serverPort, '127.0.0.1');
      for (const socket of [client, upstream]) {
        this.#sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => [client, upstream].forEach((end) => end.destroy()));
      }
      client.on('data', (data: Buffer) => {
        upstream.write(data);
        this.onSent(data.toString('latin1'));
      });
      upstream.on('data', (data: Buffer) => (this.onAnswer ? this.onAnswer() : client.write(data)));
    });
  }

  async listen(): Promise<number> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return (this.#server.address() as AddressInfo).port;
  }

  cut(): void {
    this.isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  close(): void {
    this.cut();
    this.#server.close();
  }
}

async function openWire(): Promise<{ wire: Wire; port: number }> {
  const wire = new Wire(fixture.cluster.port);
  wires.push(wire);
  return { wire, port: await wire.listen() };
}

describe('the swap', () => {
  it('shows clients the old database, then the new one, and nothing in between', async () => {
    const { name, source, plan } = await makePair();
    const pollers = Array.from({ length: 6 }, () => new Poller(name));
    await eventually(() => pollers.every((poller) => poller.answers.length > 5));
    const { refusedMs } = await fixture.driver.swap(source, plan, NEVER);
    await eventually(() => pollers.every((poller) => poller.answers.at(-1) === 'new'));
    await Promise.all(pollers.map((poller) => poller.stop()));
    for (const { answers, strange } of pollers) {
      expect(strange).toEqual([]);
      expect(answers.lastIndexOf('old')).toBe(answers.indexOf('new') - 1);
    }
    expect(refusedMs).toBeGreaterThan(0);
    expect(refusedMs).toBeLessThan(3000);
  }, 30_000);

  it('keeps the old database closed to everybody, and undo opens it again', async () => {
    const { name, source, plan } = await makePair();
    const oid = await oidOf(name);
    await fixture.driver.swap(source, plan, NEVER);
    await expect(openSession(plan.keptName)).rejects.toMatchObject({ code: '55000' });
    expect(await oidOf(plan.keptName)).toBe(oid);
    const poller = new Poller(name);
    await eventually(() => poller.answers.includes('new'));
    await fixture.driver.undo(source, plan, NEVER);
    await eventually(() => poller.answers.at(-1) === 'old');
    await poller.stop();
    expect(poller.strange).toEqual([]);
    expect(await oidOf(name)).toBe(oid);
    await expect(openSession(plan.undoneName)).rejects.toMatchObject({ code: '55000' });
  }, 30_000);

  it('works for an owner with CREATEDB who is no superuser', async () => {
    const { name, plan } = await makePair();
    const role = `owner_${counter}`;
    const databases = [name, plan.besideName].map((one) => pg.escapeIdentifier(one));
    await runSql(
      fixture.cluster,
      'postgres',
      `CREATE ROLE ${role} LOGIN CREATEDB PASSWORD 'p:w\\d'`,
      ...databases.map((one) => `ALTER DATABASE ${one} OWNER TO ${role}`),
    );
    const url = fixture.cluster.url(name).replace(/\/\/[^@]*@/, `//${role}:p%3Aw%5Cd@`);
    const { canSwap, notes } = await fixture.driver.describe(sourceOf(url), NEVER);
    expect({ canSwap, notes }).toEqual({ canSwap: true, notes: [] });
    const session = new pg.Client({ connectionString: url });
    session.on('error', () => undefined);
    await session.connect();
    await fixture.driver.swap(sourceOf(url), plan, NEVER);
    expect(await which(name)).toBe('new');
    await fixture.driver.drop(sourceOf(url), plan, 'kept');
    expect(await fixture.driver.state(sourceOf(url), plan)).toBe('untouched');
  }, 30_000);

  it('puts the restored database where somebody dropped the live one', async () => {
    const { name, source, plan } = await makePair();
    await runSql(fixture.cluster, 'postgres', `DROP DATABASE ${pg.escapeIdentifier(name)}`);
    await fixture.driver.swap(source, plan, NEVER);
    expect(await which(name)).toBe('new');
    expect(await fixture.driver.state(source, plan)).toBe('swapped');
  }, 30_000);

  it('tries again where a session takes too long to leave', async () => {
    const { name, source, plan } = await makePair();
    const guest = await openSession(name);
    const pid = (await guest.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]!.pid;
    const { wire, port } = await openWire();
    let attempts = 0;
    wire.onSent = (text) => {
      if (!/RENAME TO "live \d+__before/.test(text)) return;
      attempts += 1;
      process.kill(pid, attempts === 1 ? 'SIGSTOP' : 'SIGCONT');
    };
    const url = source.connection.reveal().replace(/@[^/]*\//, `@127.0.0.1:${port}/`);
    await fixture.driver.swap(sourceOf(url), plan, NEVER);
    expect(attempts).toBe(2);
    expect(await which(name)).toBe('new');
  }, 40_000);

  it('does nothing when it is cancelled beforehand', async () => {
    const { name, source, plan } = await makePair();
    await expect(fixture.driver.swap(source, plan, AbortSignal.abort())).rejects.toMatchObject({
      code: 'CANCELED',
    });
    expect(await which(name)).toBe('old');
  });
});

describe('a swap that cannot be', () => {
  it('names the sessions that it may not end, and disturbs nobody', async () => {
    const { name, plan } = await makePair();
    const role = `limited_${counter}`;
    const databases = [name, plan.besideName].map((one) => pg.escapeIdentifier(one));
    await runSql(
      fixture.cluster,
      'postgres',
      `CREATE ROLE ${role} LOGIN CREATEDB PASSWORD 'secret'`,
      ...databases.map((one) => `ALTER DATABASE ${one} OWNER TO ${role}`),
    );
    const url = fixture.cluster.url(name).replace(/\/\/[^@]*@/, `//${role}:secret@`);
    const guest = await openSession(name);
    await expect(fixture.driver.swap(sourceOf(url), plan, NEVER)).rejects.toMatchObject({
      code: 'SWAP_BLOCKED',
      message: expect.stringContaining('stayed in use by role "postgres"') as unknown,
    });
    expect(await guest.query('SELECT one FROM which')).toMatchObject({ rows: [{ one: 'old' }] });
    expect(await which(name)).toBe('old');
    await guest.end();
    expect(await fixture.driver.state(sourceOf(url), plan)).toBe('beside');
  }, 40_000);

  it('tells of prepared transactions without disturbing anybody', async () => {
    const { name, source, plan } = await makePair();
    const guest = await openSession(name);
    await guest.query('BEGIN');
    await guest.query('CREATE TABLE pending (id int)');
    await guest.query("PREPARE TRANSACTION 'held'");
    await expect(fixture.driver.swap(source, plan, NEVER)).rejects.toMatchObject({
      code: 'SWAP_BLOCKED',
      message: expect.stringContaining('held') as unknown,
    });
    await guest.query("ROLLBACK PREPARED 'held'");
    await guest.end();
    expect(await which(name)).toBe('old');
  }, 30_000);

  it('refuses to overwrite a database that is kept already', async () => {
    const { name, source, plan } = await makePair();
    await fixture.cluster.createDatabase(plan.keptName);
    await expect(fixture.driver.swap(source, plan, NEVER)).rejects.toMatchObject({ code: 'SWAP_BLOCKED' });
    expect(await which(name)).toBe('old');
  }, 30_000);
});

describe('a console that dies in the middle of a swap', () => {
  it.each([
    ['while the first rename waits', /RENAME TO "live \d+__before/, 20],
    ['between the renames', /__restoring_\w+" RENAME TO/, 0],
    ['before the commit', /ALLOW_CONNECTIONS true/, 0],
  ])(
    'leaves everything as it was %s',
    async (_when, statement, waitMs) => {
      const { name, source, plan } = await makePair();
      const oid = await oidOf(name);
      const guest = await openSession(name);
      const { wire, port } = await openWire();
      wire.onSent = (text) => {
        if (!statement.test(text)) return;
        if (waitMs === 0) wire.cut();
        else void delay(waitMs).then(() => wire.cut());
      };
      const url = source.connection.reveal().replace(/@[^/]*\//, `@127.0.0.1:${port}/`);
      await expect(fixture.driver.swap(sourceOf(url), plan, NEVER)).rejects.toThrow();
      expect(wire.isCut).toBe(true);
      await eventually(async () => (await fixture.driver.state(source, plan)) === 'beside');
      expect(await oidOf(name)).toBe(oid);
      expect(await which(name)).toBe('old');
      await guest.end();
      await fixture.driver.swap(source, plan, NEVER);
      expect(await which(name)).toBe('new');
    },
    40_000,
  );

  it('learns that it had swapped when only the answer to the commit was lost', async () => {
    let wasLost = false;
    const { name, source, plan } = await makePair();
    const { wire, port } = await openWire();
    wire.onSent = (text) => {
      if (wasLost || !/COMMIT\0$/.test(text)) return;
      wire.onAnswer = () => {
        wire.onAnswer = null;
        wire.cut();
        wire.isCut = false;
        wasLost = true;
      };
    };
    const url = source.connection.reveal().replace(/@[^/]*\//, `@127.0.0.1:${port}/`);
    const { refusedMs } = await fixture.driver.swap(sourceOf(url), plan, NEVER);
    expect(wasLost).toBe(true);
    expect(refusedMs).toBeLessThan(5000);
    expect(await which(name)).toBe('new');
    expect(await fixture.driver.state(source, plan)).toBe('swapped');
  }, 40_000);
});
