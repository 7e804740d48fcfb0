import { ROUTES, type CreateRestoreBody } from '@holdfast/contract';
import { HoldfastError } from '@holdfast/engine';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { JOB_QUEUE, type JobQueue } from '../jobs/job-queue.js';
import { aborted, makeBackup } from '../testing/backups.js';
import { makeRestore, restoreEnded } from '../testing/restores.js';
import { eventually, startTestServer, temporaryDirectory, type TestServer } from '../testing/test-server.js';
import { RestoreProgress } from './restore-progress.js';
import { RestoreRemains } from './restore-remains.js';
import { RestoreUndo } from './restore-undo.js';

const HOUR_MS = 3_600_000;
const TABLES: CreateRestoreBody = {
  mode: 'apply',
  strategy: 'tables',
  tables: ['public.customer'],
  confirm: 'shop',
};
const LOADING = { phase: 'loading', bytesDone: 1, bytesTotal: 2, itemsDone: null, itemsTotal: null } as const;

describe('A restore of chosen tables', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let server: TestServer;
  let backupId: string;

  beforeEach(async () => {
    directory = await temporaryDirectory();
    server = await startTestServer({ directory: directory.path });
    backupId = await makeBackup(server);
    server.clock.advance(HOUR_MS);
  });

  afterEach(async () => {
    await server.close();
    await directory.remove();
  });

  it('takes a safety snapshot, reports table by table, and keeps what stood before', async () => {
    const view = await makeRestore(server, backupId, TABLES);
    expect(view).toMatchObject({
      status: 'success',
      tables: ['public.customer'],
      tablePlacement: 'replace',
      message: 'Tables restored successfully',
      report: {
        strategy: 'tables',
        safetySnapshotId: expect.stringContaining('snapshot'),
        restoredTables: [{ name: 'public.customer', rows: 3, replacedRows: 2 }],
      },
      undo: {
        isAvailable: true,
        expiresAt: '2026-03-11T13:00:00.000Z',
        keptDatabaseName: `holdfast_before_${view.id}`,
      },
    });
    await eventually(
      () => server.admin.get(ROUTES.restore(view.id)),
      ({ body }) => (body as { undo: { keptSizeBytes: number | null } }).undo.keptSizeBytes === 2_048,
    );
  });

  it('does not claim that the whole backup matched', async () => {
    await makeRestore(server, backupId, TABLES);
    expect(await server.catalog.backups.get(backupId)).toMatchObject({ verificationLevel: 'readable' });
  });

  it('records what is planned before the engine goes on', async () => {
    let seen: unknown;
    server.engine.onRestoreTables = async ({ restoreId }) => {
      seen = (await server.catalog.restores.get(restoreId))?.tablesReplacements[0]?.keptSchema;
    };
    const { id } = await makeRestore(server, backupId, TABLES);
    expect(seen).toBe(`holdfast_before_${id}`);
  });

  it('is undone, and only while it is the latest restore', async () => {
    const first = await makeRestore(server, backupId, TABLES);
    server.clock.advance(HOUR_MS);
    const second = await makeRestore(server, backupId, { ...TABLES, tablePlacement: 'beside' });
    server.clock.advance(HOUR_MS);
    await makeRestore(server, backupId, { mode: 'preview' });
    expect((await server.admin.post(ROUTES.restoreUndo(first.id))).body).toMatchObject({
      status: 409,
      code: 'UNDO_NOT_AVAILABLE',
    });
    await server.admin.post(ROUTES.restoreUndo(second.id)).expect(200);
    await server.admin.post(ROUTES.restoreUndo(first.id)).expect(200);
    expect(server.engine.calls).toContain(`undoTables holdfast_before_${first.id}`);
    expect(server.engine.calls).not.toContain('undoRestore');
  });

  it.each(['untouched', 'restored'] as const)(
    'looks at the server where an undo ended in an error: %s',
    async (found) => {
      const { id } = await makeRestore(server, backupId, TABLES);
      server.engine.onUndo = () => Promise.reject(new HoldfastError('SOURCE_UNREACHABLE', 'Cut off.'));
      server.engine.onSettleTables = () => Promise.resolve(found);
      const answer = await server.admin.post(ROUTES.restoreUndo(id));
      expect(answer.status).toBe(found === 'untouched' ? 200 : 502);
      const record = await server.catalog.restores.get(id);
      expect(record?.undoneAt !== null).toBe(found === 'untouched');
    },
  );

  it('does not count as undone where what stood before is gone', async () => {
    const { id } = await makeRestore(server, backupId, TABLES);
    server.engine.onUndo = () => Promise.reject(new HoldfastError('UNDO_NOT_AVAILABLE', 'It is gone.'));
    await server.admin.post(ROUTES.restoreUndo(id)).expect(409);
    expect(await server.catalog.restores.get(id)).toMatchObject({ undoneAt: null });
  });

  it('drops what is kept on request and when its time is over', async () => {
    const first = await makeRestore(server, backupId, TABLES);
    await server.admin.post(ROUTES.restoreDiscardUndo(first.id)).expect(200);
    const second = await makeRestore(server, backupId, TABLES);
    server.clock.advance(25 * HOUR_MS);
    await server.app.get(RestoreUndo).discardExpired();
    const discarded = server.engine.calls.filter((call) => call.startsWith('discardTables'));
    expect(discarded).toEqual([first.id, second.id].map((id) => `discardTables holdfast_before_${id}`));
    await server.admin.post(ROUTES.restoreUndo(second.id)).expect(409);
  });

  it.each([
    { found: 'untouched' as const, expected: { status: 'failed', errorCode: 'SOURCE_UNREACHABLE' } },
    {
      found: 'restored' as const,
      expected: { status: 'success', report: { notes: [{ code: 'INTERRUPTED_AT_END' }] } },
    },
  ])('finds out at the server what an error while loading came to: $found', async ({ found, expected }) => {
    server.engine.onSettleTables = () => Promise.resolve(found);
    server.engine.onRestoreTables = ({ onProgress }) => {
      onProgress(LOADING);
      return Promise.reject(new HoldfastError('SOURCE_UNREACHABLE', 'The connection was lost.'));
    };
    const view = await makeRestore(server, backupId, TABLES);
    expect(view).toMatchObject(expected);
    const record = await server.catalog.restores.get(view.id);
    expect(record?.tablesReplacements).toHaveLength(found === 'restored' ? 1 : 0);
  });

  it('is settled later where it was cancelled while the server could not be asked', async () => {
    server.engine.onRestoreTables = ({ onProgress, signal }) => {
      onProgress(LOADING);
      return aborted(signal);
    };
    let settle: () => Promise<'untouched'> = () =>
      Promise.reject(new HoldfastError('SOURCE_UNREACHABLE', 'Down.'));
    server.engine.onSettleTables = () => settle();
    const answer = await server.admin.post(ROUTES.backupRestores(backupId)).send(TABLES).expect(202);
    const { id } = answer.body as { id: string };
    await eventually(
      async () => server.app.get(RestoreProgress).of(id),
      (state) => state?.phase === 'loading',
    );
    await server.admin.post(ROUTES.restoreCancel(id)).expect(202);
    const queue = server.app.get<JobQueue>(JOB_QUEUE);
    await eventually(
      async () => queue.find('default'),
      (job) => job === null,
    );
    expect(await server.catalog.restores.get(id)).toMatchObject({ status: 'running' });
    settle = () => Promise.resolve('untouched');
    await server.app.get(RestoreRemains).settleCanceled();
    expect(await restoreEnded(server, id)).toMatchObject({ status: 'canceled', errorCode: 'CANCELED' });
  });

  it('fails without asking the server where nothing was begun there', async () => {
    server.engine.onBackUp = () => Promise.reject(new HoldfastError('STORAGE_FULL', 'The disk is full.'));
    const view = await makeRestore(server, backupId, TABLES);
    expect(view).toMatchObject({ status: 'failed', errorCode: 'STORAGE_FULL' });
    expect(server.engine.calls).not.toContain('settleTables');
    expect((await server.catalog.restores.get(view.id))?.tablesReplacements).toEqual([]);
  });

  it('passes on that a foreign package was acknowledged', async () => {
    let isAcknowledged: boolean | undefined;
    server.engine.onRestoreTables = async ({ isForeignAcknowledged }) => {
      isAcknowledged = isForeignAcknowledged;
    };
    await server.catalog.backups.update(backupId, (record) => ({ ...record, authenticity: 'foreign' }));
    await makeRestore(server, backupId, { ...TABLES, acknowledgeForeign: true });
    expect(isAcknowledged).toBe(true);
  });
});
