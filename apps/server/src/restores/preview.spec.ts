import { ROUTES, type RestorePhase } from '@holdfast/contract';
import { HoldfastError } from '@holdfast/engine';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { makeBackup } from '../testing/backups.js';
import { emptyDrill, emptyPreview } from '../testing/fake-reports.js';
import { makeRestore } from '../testing/restores.js';
import { eventually, startTestServer, temporaryDirectory, type TestServer } from '../testing/test-server.js';

const AT = '2026-03-10T12:00:00.000Z';

describe('A preview', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let server: TestServer;
  let backupId: string;

  beforeAll(async () => {
    directory = await temporaryDirectory();
    server = await startTestServer({ directory: directory.path, env: { BACKUP_ENABLED: 'true' } });
    backupId = await makeBackup(server);
  });

  afterAll(async () => {
    await server.close();
    await directory.remove();
  });

  it('says what a restore would do, without an estimate where nothing was measured', async () => {
    const view = await makeRestore(server, backupId, { mode: 'preview' });
    expect(view).toMatchObject({
      mode: 'preview',
      status: 'success',
      message: 'The preview is ready',
      preview: { canRestore: true, estimate: null, tables: [{ change: 'different' }] },
      undo: { isAvailable: false },
    });
    expect(await server.catalog.backups.get(backupId)).toMatchObject({ verificationLevel: 'readable' });
  });

  it('asks the engine for exactly what was chosen', async () => {
    let asked: unknown;
    server.engine.onPreview = async ({ strategy, tables, placement, isExact }) => {
      asked = { strategy, tables, placement, isExact };
      return emptyPreview();
    };
    const chosen = { strategy: 'tables' as const, tables: ['public.customer'], isExact: true };
    await makeRestore(server, backupId, { mode: 'preview', ...chosen, tablePlacement: 'beside' });
    expect(asked).toEqual({ ...chosen, placement: 'beside' });
  });

  it('estimates the time from what was measured', async () => {
    const phase = (name: RestorePhase, durationMs: number) => ({ phase: name, startedAt: AT, durationMs });
    const phases = [phase('verifying', 2_000), phase('loading', 5_000), phase('comparing', 3_000)];
    server.engine.onDrill = async () => ({ ...emptyDrill(), phases });
    await makeRestore(server, backupId, { mode: 'drill' });
    const { preview } = await makeRestore(server, backupId, { mode: 'preview' });
    expect(preview?.estimate).toEqual({ seconds: 10, basis: 'this-application', runs: 1 });
  });

  it('that fails says why, and nobody is called out', async () => {
    server.engine.onPreview = () => Promise.reject(new HoldfastError('SOURCE_UNREACHABLE', 'No answer.'));
    const view = await makeRestore(server, backupId, { mode: 'preview' });
    expect(view).toMatchObject({ status: 'failed', errorCode: 'SOURCE_UNREACHABLE', preview: null });
    expect(server.logs.filter((line) => line.includes('Restore of shop'))).toEqual([]);
    const status = await server.admin.get(ROUTES.status);
    expect(status.body).toMatchObject({ runningRestoreId: null, alerts: [] });
  });

  it('is forgotten once twenty newer ones were made', async () => {
    server.engine.onPreview = async () => emptyPreview();
    const [oldest] = (await server.catalog.restores.list(({ mode }) => mode === 'preview')).slice(-1);
    server.clock.advance(60_000);
    for (let made = 0; made < 20; made += 1) await makeRestore(server, backupId, { mode: 'preview' });
    const kept = await eventually(
      () => server.catalog.restores.list(({ mode }) => mode === 'preview'),
      ({ length }) => length === 20,
    );
    expect(kept.map(({ id }) => id)).not.toContain(oldest?.id);
    await server.admin.get(ROUTES.restore(oldest!.id)).expect(404);
  });

  it('is listed by its mode', async () => {
    const answer = await server.admin.get(`${ROUTES.restores}?mode=drill`).expect(200);
    expect(answer.body).toMatchObject({ total: 1, items: [{ mode: 'drill' }] });
    await server.admin.get(`${ROUTES.restores}?mode=all`).expect(400);
  });
});
