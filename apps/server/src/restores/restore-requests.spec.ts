import { ROUTES } from '@holdfast/contract';
import { HoldfastError } from '@holdfast/engine';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { makeBackup } from '../testing/backups.js';
import { startTestServer, temporaryDirectory, type TestServer } from '../testing/test-server.js';

const TABLES = { mode: 'apply', strategy: 'tables', tables: ['public.customer'], confirm: 'shop' };
const many = (count: number) => Array.from({ length: count }, (_, number) => `public.t${number}`);

describe('A request for a restore', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let server: TestServer;
  let backupId: string;

  beforeAll(async () => {
    directory = await temporaryDirectory();
    server = await startTestServer({ directory: directory.path });
    backupId = await makeBackup(server);
  });

  afterAll(async () => {
    await server.close();
    await directory.remove();
  });

  it.each([
    [{}, 'mode'],
    [{ mode: 'try' }, 'mode'],
    [{ ...TABLES, strategy: 'rows' }, 'strategy'],
    [{ ...TABLES, tables: [] }, 'tables'],
    [{ ...TABLES, tables: undefined }, 'tables'],
    [{ ...TABLES, tables: 'public.customer' }, 'tables'],
    [{ ...TABLES, tables: [7] }, 'tables'],
    [{ ...TABLES, tables: [' '] }, 'tables'],
    [{ ...TABLES, tables: ['a'.repeat(301)] }, 'tables'],
    [{ ...TABLES, tables: many(1001) }, 'tables'],
    [{ ...TABLES, tables: ['public.customer', 'public.customer'] }, 'tables'],
    [{ ...TABLES, tablePlacement: 'above' }, 'tablePlacement'],
    [{ ...TABLES, isExact: true }, 'isExact'],
    [{ mode: 'apply', tables: ['public.customer'], confirm: 'shop' }, 'tables'],
    [{ mode: 'preview', tablePlacement: 'beside' }, 'tablePlacement'],
    [{ mode: 'preview', isExact: 'yes' }, 'isExact'],
    [{ mode: 'drill', strategy: 'tables', tables: ['public.customer'] }, 'strategy'],
    [{ mode: 'drill', acknowledgeForeign: 1 }, 'acknowledgeForeign'],
    [{ mode: 'drill', destinationId: '../other' }, 'destinationId'],
    [{ mode: 'drill', program: 'rm' }, 'program'],
  ])('is refused where it is %j', async (body, field) => {
    const answer = await server.admin.post(ROUTES.backupRestores(backupId)).send(body);
    expect(answer.body).toMatchObject({ status: 400, code: 'VALIDATION_FAILED' });
    const { violations } = answer.body as { violations: { field: string }[] };
    expect(violations.map((violation) => violation.field)).toContain(field);
    await nothingHappened();
  });

  it('is refused where the backup does not hold a table', async () => {
    const tables = ['public.customer', `public."x'; DROP TABLE customer; --"`];
    const answer = await server.admin.post(ROUTES.backupRestores(backupId)).send({ ...TABLES, tables });
    expect(answer.body).toMatchObject({
      status: 400,
      code: 'TABLE_NOT_IN_BACKUP',
      detail: expect.stringContaining('DROP TABLE'),
    });
    await nothingHappened();
  });

  it('is refused where tables are to be restored without confirmation', async () => {
    const answer = await server.admin.post(ROUTES.backupRestores(backupId)).send({ ...TABLES, confirm: 'x' });
    expect(answer.body).toMatchObject({ status: 400, code: 'CONFIRMATION_REQUIRED' });
    await nothingHappened();
  });

  it('is refused where the destination is unknown', async () => {
    const body = { mode: 'drill', destinationId: 'nowhere' };
    const answer = await server.admin.post(ROUTES.backupRestores(backupId)).send(body);
    expect(answer.body).toMatchObject({ status: 404, code: 'DESTINATION_NOT_FOUND' });
    await nothingHappened();
  });

  it.each(['foreign', 'unsigned'] as const)(
    'is refused where the package is %s, unless that is acknowledged',
    async (authenticity) => {
      await server.catalog.backups.update(backupId, (record) => ({ ...record, authenticity }));
      const body = { mode: 'apply', confirm: 'shop' };
      const answer = await server.admin.post(ROUTES.backupRestores(backupId)).send(body);
      expect(answer.body).toMatchObject({
        status: 409,
        code: 'PACKAGE_NOT_TRUSTED',
        hint: expect.stringContaining('acknowledgeForeign'),
      });
      await nothingHappened();
      await server.catalog.backups.update(backupId, (record) => ({ ...record, authenticity: 'own' }));
    },
  );

  it('is refused where the manifest that names the tables is damaged', async () => {
    const readManifest = server.engine.readManifest.bind(server.engine);
    server.engine.readManifest = () =>
      Promise.reject(new HoldfastError('BACKUP_CORRUPTED', 'manifest.json is damaged.'));
    const answer = await server.admin.post(ROUTES.backupRestores(backupId)).send(TABLES);
    expect(answer.body).toMatchObject({ status: 500, code: 'BACKUP_CORRUPTED' });
    server.engine.readManifest = readManifest;
    await nothingHappened();
  });

  async function nothingHappened(): Promise<void> {
    expect(await server.catalog.restores.list()).toEqual([]);
    const { items } = await server.catalog.audit.list(20, 0);
    expect(items.filter(({ action }) => action.startsWith('restore.'))).toEqual([]);
  }
});
