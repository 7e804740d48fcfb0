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
      },
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
