import { ROUTES } from '@holdfast/contract';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startTestServer, temporaryDirectory, type TestServer } from '../testing/test-server.js';

describe('Settings', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let server: TestServer;

  beforeAll(async () => {
    directory = await temporaryDirectory();
    server = await startTestServer({ directory: directory.path, env: { BACKUP_RETENTION_DAYS: '14' } });
  });

  afterAll(async () => {
    await server.close();
    await directory.remove();
  });

  it('begin with what the environment says', async () => {
    const answer = await server.admin.get(ROUTES.settings).expect(200);
    expect(answer.body).toEqual({
      backup: {
        isEnabled: false,
        cron: '0 0 2 * * *',
        timezone: 'UTC',
        retentionDays: 14,
        retentionCount: null,
        type: 'full',
        maxChainLength: 7,
      },
      drill: { isEnabled: false, cron: '0 0 4 * * 0', assertions: [], isScratchServerNamed: false },
      restore: { undoHours: 24 },
      notifications: { emailNotificationsEnabled: true, notificationRecipients: [], isSmtpConfigured: false },
    });
  });

  it.each([
    [{ backup: { cron: 'every day' } }, 'backup.cron'],
    [{ backup: { cron: '0 0 99 * * *' } }, 'backup.cron'],
    [{ backup: { timezone: 'Mars/Olympus' } }, 'backup.timezone'],
    [{ backup: { retentionDays: 0 } }, 'backup.retentionDays'],
    [{ backup: { retentionDays: null } }, 'backup.retentionDays'],
    [{ backup: { isEnabled: 'yes' } }, 'backup.isEnabled'],
    [{ backup: { program: 'rm' } }, 'backup.program'],
    [{ backup: [] }, 'backup'],
    [{ backup: { type: 'partial' } }, 'backup.type'],
    [{ backup: { type: null } }, 'backup.type'],
    [{ backup: { maxChainLength: 0 } }, 'backup.maxChainLength'],
    [{ drill: { cron: 'sometimes' } }, 'drill.cron'],
    [{ drill: { isEnabled: 1 } }, 'drill.isEnabled'],
    [{ drill: { isScratchServerNamed: true } }, 'drill.isScratchServerNamed'],
    [{ drill: { assertions: {} } }, 'drill.assertions'],
    [
      {
        drill: {
          assertions: [
            { name: 'A', sql: 'SELECT true' },
            { name: ' A ', sql: 'SELECT 1' },
          ],
        },
      },
      'drill.assertions',
    ],
    [{ drill: { assertions: [{ name: ' ', sql: 'SELECT true' }] } }, 'drill.assertions.0.name'],
    [{ drill: { assertions: [{ name: 'a'.repeat(101), sql: 'SELECT true' }] } }, 'drill.assertions.0.name'],
    [{ drill: { assertions: [{ name: 'A', sql: 'x'.repeat(10_001) }] } }, 'drill.assertions.0.sql'],
    [{ drill: { assertions: [{ name: 'A', sql: '' }] } }, 'drill.assertions.0.sql'],
    [{ drill: { assertions: ['SELECT true'] } }, 'drill.assertions.0'],
    [{ drill: { assertions: [null] } }, 'drill.assertions.0'],
    [
      { drill: { assertions: Array.from({ length: 51 }, (_, n) => ({ name: `${n}`, sql: 'SELECT true' })) } },
      'drill.assertions',
    ],
    [{ restore: { undoHours: 1.5 } }, 'restore.undoHours'],
    [{ notifications: { notificationRecipients: ['nobody'] } }, 'notifications.notificationRecipients'],
    [{ notifications: { notificationRecipients: 'a@b.co' } }, 'notifications.notificationRecipients'],
    [{ id: 'other' }, 'id'],
  ])('refuse %j', async (body, field) => {
    const before = await server.admin.get(ROUTES.settings);
    const answer = await server.admin.patch(ROUTES.settings).send(body);
    expect(answer.body).toMatchObject({ status: 400, code: 'VALIDATION_FAILED' });
    const { violations } = answer.body as { violations: { field: string }[] };
    expect(violations.map((violation) => violation.field)).toContain(field);
    expect((await server.admin.get(ROUTES.settings)).body).toEqual(before.body);
  });

  it('keep the assertions that drills ask, as they were given', async () => {
    const assertions = [{ name: 'There are customers', sql: 'SELECT count(*) > 0\nFROM customer' }];
    const answer = await server.admin
      .patch(ROUTES.settings)
      .send({ drill: { assertions, cron: '0 5 * * 1' }, backup: { type: 'incremental' } })
      .expect(200);
    const expected = {
      drill: { assertions, cron: '0 5 * * 1', isEnabled: false },
      backup: { type: 'incremental' },
    };
    expect(answer.body).toMatchObject(expected);
    expect((await server.admin.get(ROUTES.settings)).body).toMatchObject(expected);
  });

  it('change what is named and nothing else, for good, and are audited', async () => {
    const change = { backup: { cron: '30 4 * * *', retentionCount: 7 }, restore: { undoHours: 48 } };
    await server.admin.patch(ROUTES.settings).send(change).expect(200);
    await server.close();
    server = await startTestServer({ directory: directory.path, env: { BACKUP_RETENTION_DAYS: '99' } });
    const answer = await server.admin.get(ROUTES.settings).expect(200);
    expect(answer.body).toMatchObject({
      backup: { cron: '30 4 * * *', retentionCount: 7, retentionDays: 14, timezone: 'UTC' },
      restore: { undoHours: 48 },
    });
    const { items } = await server.catalog.audit.list(10, 0);
    expect(items.find(({ action }) => action === 'settings.update')).toMatchObject({
      actor: 'api-key:tests',
      details: { changed: 'backup.cron, backup.retentionCount, restore.undoHours' },
    });
  });
});
