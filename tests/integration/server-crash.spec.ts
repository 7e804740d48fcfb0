import { ROUTES, type RestoreView } from '@holdfast/contract';

import { type ConsoleProcess, makeConsole } from '../support/console-process.js';
import { type DatabaseContent, readContent } from '../support/database-content.js';
import { untilRuns } from '../support/fault-processes.js';
import { CrashingServer } from '../support/fault-server.js';
import { expectNoRemains } from '../support/remains.js';
import { expectRoundTrip } from '../support/round-trip.js';
import { createSample } from '../support/sample-database.js';

const DATABASE = 'crashing';
const ORDERS = 20_000;

let server: CrashingServer;
let console: ConsoleProcess;
let content: DatabaseContent;
let goodBackupId: string;

beforeAll(async () => {
  server = await CrashingServer.start();
  console = await makeConsole(await createSample(server.cluster, DATABASE, ORDERS));
  await console.start();
  content = await readContent(server.cluster, DATABASE);
  goodBackupId = (await console.api.backUp()).id;
}, 90_000);
afterAll(async () => {
  await console?.dispose();
  await server?.stop();
});

describe('a database server that is killed', () => {
  it('during a backup makes it fail as unreachable', async () => {
    const id = await console.api.startBackup();
    const { pid } = await untilRuns(console.pid, 'pg_dump');
    process.kill(pid, 'SIGSTOP');
    await server.crash();
    process.kill(pid, 'SIGCONT');
    const backup = await console.api.untilBackupEnds(id);
    expect(backup).toMatchObject({ status: 'failed', errorCode: 'SOURCE_UNREACHABLE' });
    await server.restart();
    await expectNoRemains({ console, cluster: server.cluster });
  }, 90_000);

  it('during a restore makes it fail as unreachable; the data is there when it comes back', async () => {
    const id = await console.api.startRestore(goodBackupId);
    const { pid } = await untilRuns(console.pid, 'pg_restore');
    process.kill(pid, 'SIGSTOP');
    await server.crash();
    process.kill(pid, 'SIGCONT');
    const restore = await console.api.untilRestoreEnds(id);
    expect(restore).toMatchObject({ status: 'failed', errorCode: 'SOURCE_UNREACHABLE' });
    await server.restart();
    // A crash may skip up to 32 values of a sequence; that is PostgreSQL's own doing.
    const { rows, definition, largeObjects } = await readContent(server.cluster, DATABASE);
    expect({ ...content, rows, definition, largeObjects }).toEqual(content);
  }, 90_000);

  it('leaves no half-loaded database once the console could look again', async () => {
    await console.end('SIGTERM');
    await console.start();
    await expectNoRemains({ console, cluster: server.cluster });
    await expectRoundTrip(console, server.cluster, DATABASE);
  }, 90_000);

  it('while nothing runs is said so, and the console goes on when it is back', async () => {
    await server.crash();
    const backup = await console.api.untilBackupEnds(await console.api.startBackup());
    expect(backup).toMatchObject({ status: 'failed', errorCode: 'SOURCE_UNREACHABLE' });
    expect(backup.errorHint).not.toBeNull();
    const refused = await console.api.untilRestoreEnds(await console.api.startRestore(goodBackupId));
    expect(refused).toMatchObject({ status: 'failed', errorCode: 'SOURCE_UNREACHABLE' });
    await server.restart();
    expect(await console.api.get<RestoreView>(ROUTES.restore(refused.id))).toMatchObject({
      status: 'failed',
    });
    await expectNoRemains({ console, cluster: server.cluster });
    await expectRoundTrip(console, server.cluster, DATABASE);
  }, 90_000);
});
