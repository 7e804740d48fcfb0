import { ROUTES } from '@holdfast/contract';
import { HoldfastError } from '@holdfast/engine';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { makeBackup } from '../testing/backups.js';
import { startTestServer, temporaryDirectory, type TestServer } from '../testing/test-server.js';
import { RetentionService } from './retention.service.js';

const DAY_MS = 86_400_000;
const ANOMALY = { code: 'TABLE_EMPTIED', severity: 'warning' as const, message: 'It is empty.', hint: null };

describe('Retention', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let server: TestServer;

  beforeEach(async () => {
    directory = await temporaryDirectory();
    server = await startTestServer({ directory: directory.path, env: { BACKUP_RETENTION_COUNT: '2' } });
  });

  afterEach(async () => {
    await server.close();
    await directory.remove();
  });

  it('keeps the newest good ones after a backup, deletes the others, and audits it', async () => {
    const ids = await makeBackups(4);
    expect([...server.engine.packages.keys()]).toEqual(ids.slice(2));
    expect((await server.catalog.backups.list()).map(({ id }) => id).sort()).toEqual(ids.slice(2).sort());
    const { items } = await server.catalog.audit.list(50, 0);
    const deleted = items.filter(({ action }) => action === 'retention.delete').map(({ target }) => target);
    expect(deleted.sort()).toEqual(ids.slice(0, 2).sort());
  });

  it('marks a record before the package is deleted', async () => {
    const [first] = await makeBackups(2);
    const deletePackage = server.engine.deletePackage.bind(server.engine);
    let marker: string | null | undefined;
    server.engine.deletePackage = async (ref) => {
      marker = (await server.catalog.backups.get(ref.backupId))?.deletionStartedAt;
      await deletePackage(ref);
    };
    await makeBackups(1);
    expect(await server.catalog.backups.get(first!)).toBeNull();
    expect(marker).toEqual(expect.stringMatching(/^2026-/));
  });

  it('deletes nothing after a failed backup', async () => {
    const ids = await makeBackups(2);
    server.engine.onBackUp = () => Promise.reject(new HoldfastError('SOURCE_UNREACHABLE', 'Down.'));
    await makeBackups(1);
    const run = await runNow();
    expect(run).toMatchObject({ deletedIds: [], standstill: expect.stringContaining('failed') });
    expect([...server.engine.packages.keys()]).toEqual(ids);
  });

  it('stands still until an anomaly is acknowledged', async () => {
    await makeBackups(2);
    server.engine.anomalies = [ANOMALY];
    const [odd] = await makeBackups(1);
    expect(server.engine.packages.size).toBe(3);
    await server.admin.post(ROUTES.backupAcknowledge(odd!)).expect(200);
    await runNow();
    expect(server.engine.packages.size).toBe(2);
  });

  it('deletes nothing where the storage cannot be listed', async () => {
    server.engine.onList = () => Promise.reject(new HoldfastError('STORAGE_UNAVAILABLE', 'Not mounted.'));
    await makeBackups(3);
    expect(await runNow()).toMatchObject({ standstill: expect.stringContaining('Not mounted.') });
    expect(server.engine.packages.size).toBe(3);
  });

  it('deletes nothing where the listing came back empty', async () => {
    const ids = await makeBackups(2);
    const packages = new Map(server.engine.packages);
    server.engine.packages.clear();
    expect(await runNow()).toMatchObject({ deletedIds: [], standstill: expect.stringContaining(ids[1]!) });
    for (const [id, found] of packages) server.engine.packages.set(id, found);
    expect(await runNow()).toMatchObject({ deletedIds: [], standstill: null });
  });

  it('neither counts nor deletes a backup whose package has vanished', async () => {
    const ids = await makeBackups(2);
    server.engine.packages.delete(ids[0]!);
    await makeBackups(1);
    expect((await server.catalog.backups.list()).map(({ id }) => id)).toContain(ids[0]);
    expect([...server.engine.packages.keys()]).toContain(ids[1]);
    const answer = await server.admin.get(ROUTES.status);
    const { alerts } = answer.body as { alerts: unknown[] };
    expect(alerts).toContainEqual(expect.objectContaining({ code: 'PACKAGE_MISSING', backupId: ids[0] }));
  });

  it('neither counts nor deletes a backup that was found damaged, once that is acknowledged', async () => {
    const [sound, damaged] = await makeBackups(2);
    const damage = { verificationLevel: null, anomalies: [ANOMALY], areAnomaliesAcknowledged: false };
    await server.catalog.backups.update(damaged!, (record) => ({ ...record, ...damage }));
    expect(await runNow()).toMatchObject({ standstill: expect.stringContaining('acknowledged') });
    await server.admin.post(ROUTES.backupAcknowledge(damaged!)).expect(200);
    await server.admin
      .patch(ROUTES.settings)
      .send({ backup: { retentionCount: 1 } })
      .expect(200);
    expect(await runNow()).toMatchObject({ deletedIds: [], standstill: null });
    expect([...server.engine.packages.keys()]).toEqual([sound, damaged]);
  });

  it('only says what would go in a dry run', async () => {
    const ids = await makeBackups(2);
    await server.admin
      .patch(ROUTES.settings)
      .send({ backup: { retentionCount: 1 } })
      .expect(200);
    const answer = await server.admin.post(ROUTES.retentionRun).send({ dryRun: true }).expect(200);
    expect(answer.body).toEqual({ isDryRun: true, deletedIds: [ids[0]], standstill: null });
    expect(server.engine.packages.size).toBe(2);
  });

  it('does not delete a pinned backup', async () => {
    const [first] = await makeBackups(1);
    await server.admin.post(ROUTES.backupPin(first!)).expect(200);
    await makeBackups(3);
    expect([...server.engine.packages.keys()]).toContain(first);
  });

  it('deletes nothing more because the clock jumped ahead', async () => {
    await server.admin
      .patch(ROUTES.settings)
      .send({ backup: { retentionCount: null } })
      .expect(200);
    await makeBackups(3);
    server.clock.jumpTo('2027-06-01T12:00:00.000Z');
    await makeBackups(1);
    expect(server.engine.packages.size).toBe(4);
  });

  it('refuses a backup where the quota is used up by backups that may not go, and says so', async () => {
    await server.close();
    const env = { BACKUP_MAX_TOTAL_GB: '0.001', BACKUP_RETENTION_COUNT: '' };
    server = await startTestServer({ directory: directory.path, engine: server.engine, env });
    server.engine.space = { usedBytes: 0, freeBytes: 1e12 };
    server.engine.packageBytes = 1_000_000;
    const [first] = await makeBackups(1);
    await server.admin.post(ROUTES.backupPin(first!)).expect(200);
    const [second] = await makeBackups(1);
    expect(await server.catalog.backups.get(second!)).toMatchObject({ errorCode: 'BACKUP_QUOTA_EXCEEDED' });
    expect([...server.engine.packages.keys()]).toEqual([first]);
  });

  /** One a day, each with its clean-up done. */
  async function makeBackups(count: number): Promise<string[]> {
    const ids: string[] = [];
    for (let made = 0; made < count; made += 1) {
      server.clock.advance(DAY_MS);
      ids.push(await makeBackup(server));
      await server.app.get(RetentionService).idle();
    }
    return ids;
  }

  async function runNow(): Promise<unknown> {
    return (await server.admin.post(ROUTES.retentionRun).send({}).expect(200)).body;
  }
});
