import { type ConsoleProcess, makeConsole } from '../support/console-process.js';
import { PollingClients } from '../support/polling-clients.js';
import { type PostgresCluster, startCluster } from '../support/postgres-cluster.js';
import { change, createSample } from '../support/sample-database.js';
import { waitFor } from '../support/wait-for.js';

const DATABASE = 'polled';
const CLIENTS = 8;
/** Touches every row: half a database would be seen. */
const QUESTION = `
  SELECT (SELECT name FROM marker) || ' ' || (SELECT count(*) FROM orders) || ' '
      || (SELECT md5(string_agg(name, '' ORDER BY id)) FROM customers) AS answer`;
/** Ended by the swap, or in the middle of connecting when the name changed hands. */
const PASSING = /^57P01$|^3D000$|^ECONNRESET$|terminated|not queryable/;

let cluster: PostgresCluster;
let console: ConsoleProcess;
let clients: PollingClients;

beforeAll(async () => {
  cluster = await startCluster();
  console = await makeConsole(await createSample(cluster, DATABASE, 3_000));
  await console.start();
}, 60_000);
afterAll(async () => {
  await clients?.stop();
  await clients?.pool.end();
  await console?.dispose();
  await cluster?.stop();
});

describe('an application that goes on working through a restore and its undo', () => {
  it('only ever sees the old data or the restored data, and needs no restart', async () => {
    const [{ answer: original } = { answer: '' }] = await cluster.query<{ answer: string }>(
      QUESTION,
      DATABASE,
    );
    const { id } = await console.api.backUp();
    await change(cluster, DATABASE, 'changed since');
    clients = new PollingClients(cluster.url(DATABASE), QUESTION, CLIENTS);
    const everyone = Array.from({ length: CLIENTS }, (_, client) => client);
    const allSee = (wanted: (text: string) => boolean) =>
      waitFor(
        () => everyone.map((client) => clients.latest(client)),
        (latest) => latest.every((text) => text !== undefined && wanted(text)),
      );

    await allSee((text) => text.startsWith('changed since'));
    const changed = clients.latest(0);
    const { id: restoreId, report } = await console.api.restore(id);
    await allSee((text) => text === original);
    await console.api.undo(restoreId);
    await allSee((text) => text === changed);

    const silenceMs = clients.longestSilenceMs();
    expect(new Set(clients.answers.map(({ text }) => text))).toEqual(new Set([original, changed]));
    for (const client of everyone) {
      const seen = clients.answers.filter((answer) => answer.client === client).map(({ text }) => text);
      expect(changesIn(seen)).toEqual([changed, original, changed]);
    }
    expect(clients.failures.filter((failure) => !PASSING.test(failure))).toEqual([]);
    expect(report?.refusedMs).toBeGreaterThan(0);
    expect(report?.refusedMs).toBeLessThan(5_000);
    // What is claimed is no less than what a client went through, save for its own way to the server.
    expect(silenceMs).toBeLessThan(Number(report?.refusedMs) + 2_000);
  }, 90_000);

  it('still has a pool that works', async () => {
    await clients.stop();
    await clients.pool.query('INSERT INTO customers VALUES (100000, $1)', ['written after all']);
    const { rows } = await clients.pool.query<{ name: string }>(
      'SELECT name FROM customers WHERE id = 100000',
    );
    expect(rows).toEqual([{ name: 'written after all' }]);
  });
});

function changesIn(texts: readonly string[]): string[] {
  return texts.filter((text, index) => index === 0 || text !== texts[index - 1]);
}
