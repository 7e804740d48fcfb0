import { formatBackupId, SAFE_ID, uniqueBackupId } from './backup-id.js';

const createdAt = new Date('2026-02-03T04:05:06.789Z');

describe('backup ids', () => {
  it('name database, workspace and time in UTC', () => {
    const parts = { databaseName: 'shop', workspaceId: 'default', createdAt, isSafetySnapshot: false };
    expect(formatBackupId(parts)).toBe('backup_shop_default_20260203_040506');
  });

  it('tell a safety snapshot by its beginning', () => {
    const parts = { databaseName: 'shop', workspaceId: 'default', createdAt, isSafetySnapshot: true };
    expect(formatBackupId(parts)).toBe('snapshot_before_restore_shop_default_20260203_040506');
  });

  it.each(['../../etc', 'a b', 'a"b\n', '数据库', '..', '', 'x'.repeat(300)])(
    'are safe for a database named %j',
    (name) => {
      const id = formatBackupId({
        databaseName: name,
        workspaceId: name,
        createdAt,
        isSafetySnapshot: false,
      });
      expect(id).toMatch(SAFE_ID);
      expect(id.length).toBeLessThan(200);
    },
  );

  it.each(['..', '.', 'a/b', '-a', '.a', 'a..b', 'a\n', 'a%2fb', ''])('never look like %j', (id) => {
    expect(SAFE_ID.test(id)).toBe(false);
  });

  it('get a suffix where two fall in one second', () => {
    const taken = new Set(['id', 'id_2']);
    expect(uniqueBackupId('id', (candidate) => taken.has(candidate))).toBe('id_3');
  });
});
