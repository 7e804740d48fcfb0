import { ROUTES } from '@holdfast/contract';
import type { RestoreRecord } from '@holdfast/catalog';
import { HoldfastError } from '@holdfast/engine';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { newRestoreRecord } from '../restores/new-restore-record.js';
import { plainChoice } from '../restores/restore-choice.js';
import { aborted, holdBackUps, makeBackup } from '../testing/backups.js';
import { FakeClock } from '../testing/fake-clock.js';
import { FakeEngine, replacementOf, tablesReplacementOf } from '../testing/fake-engine.js';
import { manifestOf } from '../testing/manifests.js';
import { eventually, startTestServer, temporaryDirectory, type TestServer } from '../testing/test-server.js';

describe('A start after an end', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let server: TestServer;
  let engine: FakeEngine;

  beforeEach(async () => {
    directory = await temporaryDirectory();
    engine = new FakeEngine();
    server = await start();
  });

  afterEach(async () => {
    await server.close();
    await directory.remove();
  });

  it('refuses to start where the key is missing, and says so', async () => {
    await server.close();
    engine.onPrepare = () =>
      Promise.reject(new HoldfastError('KEY_MISSING', 'The key of 3 backups is missing.'));
    await expect(start()).rejects.toMatchObject({ code: 'KEY_MISSING' });
    engine.onPrepare = async () => undefined;
    server = await start();
  });

  it('refuses to start where nobody could log in', async () => {
    const empty = await temporaryDirectory();
    const env = { ADMIN_PASSWORD: '' };
    await expect(startTestServer({ directory: empty.path, env })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
    });
    await empty.remove();
  });

  it('records a backup that a clean stop cut off, and stops within its cancel', async () => {
    const held = holdBackUps(engine);
    const id = await makeBackup(server, { isAwaited: false });
    await held.reached;
    await restart();
    expect(await server.catalog.backups.get(id)).toMatchObject({
      status: 'canceled',
      errorCode: 'INTERRUPTED',
    });
  });

  it('fails what was running when the console was killed, and removes its package', async () => {
    const id = await makeBackup(server);
    // As a kill between the manifest and the record leaves it.
    const killed = `${id}_2`;
    const record = (await server.catalog.backups.get(id))!;
    await server.catalog.backups.insert({ ...record, id: killed, status: 'running', sizeBytes: null });
    engine.addPackage(manifestOf({ backupId: killed }));
    await restart();
    expect(await server.catalog.backups.get(killed)).toMatchObject({
      status: 'failed',
      errorCode: 'INTERRUPTED',
    });
    expect([...engine.packages.keys()]).toEqual([id]);
    expect(engine.calls).toContain('sweep');
  });

  it('runs what was still waiting', async () => {
    const id = await makeBackup(server);
    const pending = {
      ...(await server.catalog.backups.get(id))!,
      id: 'backup_waiting',
      status: 'pending' as const,
    };
    await server.catalog.backups.insert({ ...pending, startedAt: null, completedAt: null });
    await restart();
    const read = () => server.catalog.backups.get('backup_waiting');
    await eventually(read, (record) => record?.status === 'success');
    expect(engine.calls).toContain('backUp backup_waiting');
  });

  it('goes on with a deletion that was cut off', async () => {
    const id = await makeBackup(server);
    await server.catalog.backups.update(id, (record) => ({ ...record, deletionStartedAt: record.createdAt }));
    await restart();
    expect(await server.catalog.backups.get(id)).toBeNull();
    expect(engine.packages.size).toBe(0);
  });

  it('takes in packages that the catalog does not know, claiming no more than that they are stored', async () => {
    engine.addPackage(manifestOf({ backupId: 'backup_of_old', createdAt: '2026-03-09T02:00:00.000Z' }));
    await restart();
    expect(await server.catalog.backups.get('backup_of_old')).toMatchObject({
      status: 'success',
      verificationLevel: 'stored',
      verifiedAt: null,
      createdAt: '2026-03-09T02:00:00.000Z',
      components: [{ databaseName: 'shop' }],
    });
  });

  it('alerts about backups whose package has vanished, but keeps their record', async () => {
    const id = await makeBackup(server);
    engine.packages.clear();
    await restart();
    expect(await server.catalog.backups.get(id)).toMatchObject({ status: 'success' });
    expect(server.logs.join('')).toContain('Backups have vanished from the storage');
  });

  it('starts although the storage cannot be listed', async () => {
    await makeBackup(server);
    engine.onList = () => Promise.reject(new HoldfastError('STORAGE_UNAVAILABLE', 'Not mounted.'));
    await restart();
    await server.anonymous.get(ROUTES.healthLive).expect(200);
  });

  it.each([
    { found: 'untouched' as const, expected: { status: 'failed', errorCode: 'INTERRUPTED' } },
    { found: 'swapped' as const, expected: { status: 'success', hasKeptDatabases: true } },
  ])('settles a restore that was killed: the server says $found', async ({ found, expected }) => {
    await insertRestore({ status: 'running', phase: 'swapping', replacements: [replacementOf('r1')] });
    engine.onSettle = () => Promise.resolve(found);
    await restart();
    expect(await server.catalog.restores.get('r1')).toMatchObject(expected);
  });

  it.each([
    { found: 'untouched' as const, expected: { status: 'failed', errorCode: 'INTERRUPTED' } },
    { found: 'restored' as const, expected: { status: 'success', hasKeptDatabases: true } },
  ])('settles a restore of tables that was killed: the server says $found', async ({ found, expected }) => {
    const tables = ['public.customer'];
    await insertRestore({
      status: 'running',
      phase: 'loading',
      strategy: 'tables',
      tables,
      tablesReplacements: [tablesReplacementOf({ restoreId: 'r1', tables })],
    });
    engine.onSettleTables = () => Promise.resolve(found);
    await restart();
    expect(await server.catalog.restores.get('r1')).toMatchObject(expected);
    expect(engine.calls).toContain('settleTables');
  });

  it('fails a drill that was cut off, although it left nothing to settle', async () => {
    await insertRestore({ status: 'running', phase: 'loading', mode: 'drill' });
    await restart();
    expect(await server.catalog.restores.get('r1')).toMatchObject({
      status: 'failed',
      errorCode: 'INTERRUPTED',
    });
  });

  it('starts while the database is down, and settles the restore once it is back', async () => {
    await insertRestore({ status: 'running', phase: 'swapping', replacements: [replacementOf('r1')] });
    engine.onSettle = () => Promise.reject(new HoldfastError('SOURCE_UNREACHABLE', 'Down.'));
    await server.close();
    const clock = new FakeClock();
    const starting = start({ clock });
    await eventually(
      async () => engine.calls,
      (calls) => calls.includes('settleRestore'),
    );
    clock.advance(10_000);
    server = await starting;
    const answer = await server.admin.post(ROUTES.backups);
    expect(answer.body).toMatchObject({ status: 409, code: 'JOB_ALREADY_RUNNING' });
    engine.onSettle = () => Promise.resolve('swapped');
    clock.advance(15_000);
    await eventually(
      () => server.catalog.restores.get('r1'),
      (record) => record?.status === 'success',
    );
  });

  it('removes what a failed restore left on a server that was down then, and does it once', async () => {
    await insertRestore({ status: 'failed', replacements: [replacementOf('r1')] });
    engine.onSettle = () => Promise.resolve('untouched');
    await restart();
    const settled = (calls: readonly string[]) => calls.filter((call) => call === 'settleRestore').length;
    await eventually(
      () => server.catalog.restores.get('r1'),
      (record) => record?.replacements.length === 0,
    );
    expect(settled(engine.calls)).toBe(1);
    await restart();
    expect(settled(engine.calls)).toBe(1);
  });

  it('goes on looking for it while the server stays down', async () => {
    await insertRestore({ status: 'canceled', replacements: [replacementOf('r1')] });
    engine.onSettle = () => Promise.reject(new HoldfastError('SOURCE_UNREACHABLE', 'Down.'));
    await restart();
    await eventually(
      async () => engine.calls,
      (calls) => calls.includes('settleRestore'),
    );
    expect(await server.catalog.restores.get('r1')).toMatchObject({
      status: 'canceled',
      replacements: [replacementOf('r1')],
    });
  });

  it('fails a restore that had not begun, instead of surprising anyone with it', async () => {
    await insertRestore({ status: 'pending' });
    await restart();
    expect(await server.catalog.restores.get('r1')).toMatchObject({
      status: 'failed',
      errorCode: 'INTERRUPTED',
    });
    expect(engine.calls).not.toContain('restore backup_x');
  });

  it('notices an undo that was finished but not recorded', async () => {
    const replacements = [replacementOf('r1')];
    await insertRestore({
      status: 'success',
      replacements,
      hasKeptDatabases: true,
      undoExpiresAt: '2026-03-11T00:00:00.000Z',
    });
    engine.states = ['undone'];
    await restart();
    await eventually(
      () => server.catalog.restores.get('r1'),
      (record) => record?.undoneAt !== null,
    );
  });

  it('records a restore that a clean stop cut off', async () => {
    const backupId = await makeBackup(server);
    engine.onRestore = ({ signal }) => aborted(signal);
    const answer = await server.admin
      .post(ROUTES.backupRestores(backupId))
      .send({ mode: 'apply', confirm: 'shop' });
    await eventually(
      async () => engine.calls,
      (calls) => calls.some((call) => call.startsWith('restore')),
    );
    await restart();
    const record = await server.catalog.restores.get((answer.body as { id: string }).id);
    expect(record).toMatchObject({ status: 'canceled', errorCode: 'INTERRUPTED' });
  });

  function start(options: { clock?: FakeClock } = {}): Promise<TestServer> {
    return startTestServer({ directory: directory.path, engine, ...options });
  }

  async function restart(): Promise<void> {
    await server.close();
    server = await start();
  }

  async function insertRestore(changes: Partial<RestoreRecord>): Promise<void> {
    const backupId = await makeBackup(server);
    const backup = (await server.catalog.backups.get(backupId))!;
    const order = { backup, appName: 'shop', choice: plainChoice('apply'), requestedBy: 'system' };
    const record = newRestoreRecord('r1', order, server.clock.now());
    await server.catalog.restores.insert({ ...record, startedAt: record.createdAt, ...changes });
  }
});
