import { ROUTES, type DrillReport } from '@holdfast/contract';
import { HoldfastError } from '@holdfast/engine';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { aborted, makeBackup } from '../testing/backups.js';
import { emptyDrill } from '../testing/fake-reports.js';
import { makeRestore } from '../testing/restores.js';
import { eventually, startTestServer, temporaryDirectory, type TestServer } from '../testing/test-server.js';

const DRILL = { mode: 'drill' } as const;
const UNEQUAL: DrillReport = {
  ...emptyDrill(),
  level: 'restored',
  tables: [{ name: 'public.customer', expectedRows: 3, actualRows: 2, isEqual: false }],
};

describe('A drill', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let server: TestServer;
  let backupId: string;

  beforeEach(async () => {
    directory = await temporaryDirectory();
    server = await startTestServer({ directory: directory.path, env: { BACKUP_ENABLED: 'true' } });
    backupId = await makeBackup(server);
    server.clock.advance(60_000);
  });

  afterEach(async () => {
    await server.close();
    await directory.remove();
  });

  it('proves the backup, keeps its report and touches nothing live', async () => {
    const assertions = [{ name: 'Customers', sql: 'SELECT true' }];
    await server.admin.patch(ROUTES.settings).send({ drill: { assertions } }).expect(200);
    let asked: unknown;
    server.engine.onDrill = async (request) => {
      asked = request.assertions;
      return emptyDrill();
    };
    const view = await makeRestore(server, backupId, DRILL);
    expect(asked).toEqual(assertions);
    expect(view).toMatchObject({
      mode: 'drill',
      status: 'success',
      progress: 100,
      message: 'The drill succeeded: what was restored equals the backup',
      drill: { level: 'matched', recoveryMs: 12_000 },
      report: null,
      undo: { isAvailable: false, keptDatabaseName: null },
    });
    expect(await backup()).toMatchObject({
      verificationLevel: 'matched',
      verifiedAt: '2026-03-10T12:01:00.000Z',
    });
    expect(server.engine.calls.filter((call) => /^(restore|backUp snapshot|settle)/.test(call))).toEqual([]);
  });

  it('needs no confirmation, and is audited from beginning to end', async () => {
    const { id } = await makeRestore(server, backupId, DRILL);
    const { items } = await server.catalog.audit.list(10, 0);
    const own = items.filter(({ target }) => target === id);
    expect(own.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
      'restore.finish success',
      'restore.drill success',
    ]);
    expect(own[0]?.details).toMatchObject({ mode: 'drill', backupId });
  });

  it('never lowers what was proven before', async () => {
    await makeRestore(server, backupId, DRILL);
    server.engine.onDrill = async () => ({ ...emptyDrill(), level: 'restored' });
    await makeRestore(server, backupId, DRILL);
    expect(await backup()).toMatchObject({ verificationLevel: 'matched' });
  });

  it.each(['matched', 'damaged'] as const)(
    'of a copy says nothing about the package that the console keeps: %s',
    async (outcome) => {
      const destinationId = await copyElsewhere();
      let from: string | undefined;
      server.engine.onDrill = async (request) => {
        from = request.from?.location;
        if (outcome === 'damaged') throw new HoldfastError('BACKUP_CORRUPTED', 'The copy was changed.');
        return emptyDrill();
      };
      const view = await makeRestore(server, backupId, { ...DRILL, destinationId });
      expect(view).toMatchObject({ destinationId, status: outcome === 'matched' ? 'success' : 'failed' });
      expect(from).toBe('/fake/elsewhere');
      expect(await backup()).toMatchObject({ verificationLevel: 'readable', anomalies: [] });
    },
  );

  it('of a copy is refused where the backup is not stored there', async () => {
    const destinationId = await copyElsewhere('failed');
    const body = { ...DRILL, destinationId };
    const answer = await server.admin.post(ROUTES.backupRestores(backupId)).send(body);
    expect(answer.body).toMatchObject({ status: 409, code: 'BACKUP_NOT_RESTORABLE' });
  });

  it('that fails keeps what it found, calls out, and leaves the backup unproven', async () => {
    server.engine.onDrill = () =>
      Promise.reject(
        new HoldfastError('ASSERTION_FAILED', 'Customers: false.', { details: { drill: emptyDrill() } }),
      );
    const view = await makeRestore(server, backupId, DRILL);
    expect(view).toMatchObject({
      status: 'failed',
      errorCode: 'ASSERTION_FAILED',
      drill: { level: 'matched' },
    });
    expect(await backup()).toMatchObject({ verificationLevel: 'readable', anomalies: [] });
    expect(notified()).toBe(1);
    const status = await server.admin.get(ROUTES.status);
    expect(status.body).toMatchObject({
      recovery: { provenTo: 'readable', lastDrill: { status: 'failed', backupId } },
      alerts: [{ code: 'DRILL_FAILED', severity: 'blocker', backupId }],
    });
  });

  it('that finds a difference takes back that the backup matched', async () => {
    await makeRestore(server, backupId, DRILL);
    server.engine.onDrill = () =>
      Promise.reject(new HoldfastError('DRILL_FAILED', 'customer differs.', { details: { drill: UNEQUAL } }));
    await makeRestore(server, backupId, DRILL);
    expect(await backup()).toMatchObject({ verificationLevel: 'readable' });
  });

  it('that finds damage takes back every claim', async () => {
    server.engine.onDrill = () =>
      Promise.reject(new HoldfastError('BACKUP_CORRUPTED', 'db.dump.zst.age was changed.'));
    await makeRestore(server, backupId, DRILL);
    expect(await backup()).toMatchObject({
      verificationLevel: null,
      anomalies: [{ code: 'BACKUP_CORRUPTED', severity: 'blocker' }],
      areAnomaliesAcknowledged: false,
    });
  });

  it('that the machine cannot make is told once, and shown until it can', async () => {
    server.engine.onDrill = () =>
      Promise.reject(
        new HoldfastError('TOOL_MISSING', 'postgres is missing.', { hint: 'Install postgresql-15.' }),
      );
    await makeRestore(server, backupId, DRILL);
    await makeRestore(server, backupId, DRILL);
    expect(notified()).toBe(1);
    expect((await server.admin.get(ROUTES.status)).body).toMatchObject({
      alerts: [{ code: 'DRILL_IMPOSSIBLE', severity: 'warning', hint: 'Install postgresql-15.' }],
    });
    expect(await backup()).toMatchObject({ verificationLevel: 'readable' });
    server.engine.onDrill = async () => emptyDrill();
    await makeRestore(server, backupId, DRILL);
    expect((await server.admin.get(ROUTES.status)).body).toMatchObject({
      recovery: { measuredRestoreSeconds: 12, lastDrill: { recoverySeconds: 12 } },
      alerts: [],
    });
  });

  it('can be cancelled, and no backup is made meanwhile', async () => {
    server.engine.onDrill = ({ signal }) => aborted(signal);
    const answer = await server.admin.post(ROUTES.backupRestores(backupId)).send(DRILL).expect(202);
    const { id } = answer.body as { id: string };
    const refused = await server.admin.post(ROUTES.backups);
    expect(refused.body).toMatchObject({
      status: 409,
      code: 'JOB_ALREADY_RUNNING',
      detail: expect.stringContaining('A drill'),
    });
    await eventually(
      async () => server.engine.calls,
      (calls) => calls.includes(`drill ${backupId}`),
    );
    await server.admin.post(ROUTES.restoreCancel(id)).expect(202);
    await eventually(
      () => server.catalog.restores.get(id),
      (record) => record?.status === 'canceled',
    );
    expect(notified()).toBe(0);
  });

  async function copyElsewhere(state: 'stored' | 'failed' = 'stored'): Promise<string> {
    const { id: destinationId } = await server.catalog.destinations.insert({
      id: 'elsewhere',
      name: 'Elsewhere',
      kind: 'local',
      isEnabled: true,
      s3: null,
      encryptedSecret: null,
      path: '/fake/elsewhere',
      createdAt: '2026-03-10T12:00:00.000Z',
    });
    const copy = { destinationId, state, location: null, sizeBytes: null, storedAt: null };
    const copies = [{ ...copy, errorCode: null, errorMessage: null, errorHint: null }];
    await server.catalog.backups.update(backupId, (record) => ({ ...record, copies }));
    return destinationId;
  }

  function backup() {
    return server.catalog.backups.get(backupId);
  }

  /** E-mails are not set up in tests: each one leaves a line in the log. */
  function notified(): number {
    return server.logs.filter((line) => line.includes('Drill of a backup')).length;
  }
});
