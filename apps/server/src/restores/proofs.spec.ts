import { ROUTES, type IntegrityReport } from '@holdfast/contract';
import { HoldfastError } from '@holdfast/engine';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { JOB_QUEUE, type JobQueue } from '../jobs/job-queue.js';
import { makeBackup } from '../testing/backups.js';
import { manifestOf } from '../testing/manifests.js';
import { makeRestore, restoreEnded } from '../testing/restores.js';
import { eventually, startTestServer, temporaryDirectory, type TestServer } from '../testing/test-server.js';

describe('What is proven of a backup', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let server: TestServer;
  let backupId: string;

  beforeEach(async () => {
    directory = await temporaryDirectory();
    server = await startTestServer({ directory: directory.path });
    backupId = await makeBackup(server);
    server.clock.advance(60_000);
  });

  afterEach(async () => {
    await server.close();
    await directory.remove();
  });

  it('is raised by reading it, to the level that was asked for', async () => {
    const asked: string[] = [];
    server.engine.onVerify = async ({ level }) => void asked.push(level);
    await proven('stored');
    expect(await verify({ level: 'hashed' })).toEqual({ id: backupId, status: 'running' });
    await eventually(level, (value) => value === 'hashed');
    await freed();
    await verify({});
    await eventually(level, (value) => value === 'readable');
    await freed();
    await verify({ level: 'hashed' });
    await eventually(verifications, (count) => count === 3);
    expect(await level()).toBe('readable');
    expect(asked).toEqual(['hashed', 'readable', 'hashed']);
  });

  it.each(['restored', 'matched'])('is raised to %s by a drill, whose id is the answer', async (wanted) => {
    const { id } = await verify({ level: wanted });
    expect(await restoreEnded(server, id)).toMatchObject({ mode: 'drill', status: 'success', backupId });
    expect(await level()).toBe('matched');
  });

  it.each([{ level: 'stored' }, { level: 'perfect' }, { level: 7 }, { depth: 1 }])(
    'is not touched by a request for %j',
    async (body) => {
      const answer = await server.admin.post(ROUTES.backupVerify(backupId)).send(body);
      expect(answer.body).toMatchObject({ status: 400, code: 'VALIDATION_FAILED' });
      expect(await level()).toBe('readable');
    },
  );

  it('is given out as a document that names every proof, the newest first', async () => {
    server.engine.onVerify = () => Promise.reject(new HoldfastError('STORAGE_UNAVAILABLE', 'Not mounted.'));
    await verify({});
    await eventually(verifications, (count) => count === 1);
    await freed();
    server.clock.advance(60_000);
    await makeRestore(server, backupId, { mode: 'drill' });
    await makeRestore(server, backupId, { mode: 'preview' });
    const answer = await server.admin.get(ROUTES.integrityReport(backupId)).expect(200);
    expect(answer.headers['content-disposition']).toBe(`attachment; filename=integrity-${backupId}.json`);
    expect(answer.body).toMatchObject({
      generatedAt: '2026-03-10T12:02:00.000Z',
      backup: { id: backupId },
      authenticity: 'own',
      checksum: 'c'.repeat(64),
      objects: [{ name: 'db.dump.zst.age', sizeBytes: 100, sha256: 'a'.repeat(64) }],
      level: 'matched',
      proofs: [
        { kind: 'drill', isSuccessful: true, level: 'matched', drill: { recoveryMs: 12_000 } },
        { kind: 'verification', isSuccessful: false, level: null, errorCode: 'STORAGE_UNAVAILABLE' },
        { kind: 'backup', isSuccessful: true, level: 'readable' },
      ],
    });
  });

  it('claims no more than that it was found where a package was taken in', async () => {
    server.engine.addPackage(manifestOf({ backupId: 'backup_of_old' }));
    await server.close();
    const { engine } = server;
    server = await startTestServer({ directory: directory.path, engine });
    const report = await reportOf('backup_of_old');
    expect(report).toMatchObject({ level: 'stored', proofs: [{ kind: 'backup', level: 'stored' }] });
  });

  it('is given out of a damaged backup as well', async () => {
    server.engine.readManifest = () => Promise.reject(new HoldfastError('BACKUP_CORRUPTED', 'Damaged.'));
    expect(await reportOf(backupId)).toMatchObject({ objects: [], backup: { id: backupId } });
    await server.admin.get(ROUTES.integrityReport('backup_unknown')).expect(404);
  });

  async function verify(body: object): Promise<{ id: string }> {
    const answer = await server.admin.post(ROUTES.backupVerify(backupId)).send(body).expect(202);
    return answer.body as { id: string };
  }

  async function level() {
    return (await server.catalog.backups.get(backupId))?.verificationLevel;
  }

  async function proven(verificationLevel: 'stored'): Promise<void> {
    await server.catalog.backups.update(backupId, (record) => ({ ...record, verificationLevel }));
  }

  async function verifications(): Promise<number> {
    const { items } = await server.catalog.audit.list(20, 0);
    return items.filter(({ action }) => action === 'backup.verify').length;
  }

  /** A verification has no record of its own. */
  async function freed(): Promise<void> {
    const queue = server.app.get<JobQueue>(JOB_QUEUE);
    await eventually(
      async () => queue.find('default'),
      (job) => job === null,
    );
  }

  async function reportOf(id: string): Promise<IntegrityReport> {
    return (await server.admin.get(ROUTES.integrityReport(id)).expect(200)).body as IntegrityReport;
  }
});
