import { readFile } from 'node:fs/promises';

import { describe, expect, it } from '@jest/globals';

import { environmentNames, loadConfig, type RawEnvironment } from './load-config.js';
import { secretsOf } from './secrets-of.js';

const EXAMPLE = new URL('../../../../.env.example', import.meta.url);
const MINIMAL = { DATABASE_URL: 'postgresql://app:pw@db:5432/shop' };

describe('The configuration', () => {
  it('has a default for everything that has a sensible one', () => {
    const config = loadConfig(MINIMAL);
    expect(config).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      workspaceId: 'default',
      backup: {
        isEnabled: true,
        cron: '0 0 2 * * *',
        timezone: 'UTC',
        retentionDays: 30,
        retentionCount: null,
        type: 'full',
        maxChainLength: 7,
      },
      drill: { isEnabled: true, cron: '0 0 4 * * 0', databaseUrl: null },
      encryption: { isEnabled: true, key: null },
      restore: { undoHours: 24 },
    });
    expect(config.storagePath).toMatch(/\/backups$/);
    expect(config.workPath).toBe(`${config.storagePath}.work`);
    expect(config.keyringPath).toBe(`${config.storagePath}.keyring`);
  });

  it('names every variable that is wrong at once, and never its value', () => {
    const raw = {
      PORT: '99999',
      DATABASE_URL: 'mysql://app:canary-1@db/shop',
      BACKUP_ENABLED: 'maybe',
      BACKUP_DEFAULT_CRON: '99 * * * *',
      BACKUP_DEFAULT_TIMEZONE: 'Mars/Olympus',
      BACKUP_DEFAULT_TYPE: 'half',
      BACKUP_MAX_CHAIN_LENGTH: '0',
      BACKUP_DRILL_CRON: 'weekly',
      DRILL_DATABASE_URL: 'mysql://drill:canary-5@scratch/drill',
      BACKUP_RETENTION_DAYS: '0',
      BACKUP_MAX_TOTAL_GB: '-1',
      BACKUP_ENCRYPTION_KEY: 'canary-2',
      ADMIN_PASSWORD: 'canary3',
      SMTP_URL: 'http://canary-4',
      NOTIFICATION_RECIPIENTS: 'ops@example.org,nobody',
      LOG_LEVEL: 'loud',
    };
    const error = thrownBy(() => loadConfig(raw));
    expect(error).toMatchObject({ code: 'CONFIG_INVALID' });
    for (const name of Object.keys(raw)) expect(error.message).toContain(name);
    expect(error.message).not.toContain('canary');
  });

  it.each(['postgresql://db', 'postgresql://db/', 'postgresql://db/%zz', 'not an address'])(
    'refuses %s as a database address',
    (address) => {
      expect(thrownBy(() => loadConfig({ DATABASE_URL: address })).message).toContain(
        'DATABASE_URL must be an address',
      );
    },
  );

  it('takes PG_DATABASE_URL where DATABASE_URL is missing, and BACKUP_STORAGE_PATH before BACKUP_LOCAL_PATH', () => {
    const config = loadConfig({
      DATABASE_URL: ' ',
      PG_DATABASE_URL: 'postgresql://b/b',
      BACKUP_STORAGE_PATH: '/first',
      BACKUP_LOCAL_PATH: '/second',
    });
    expect(config.databaseUrl?.reveal()).toBe('postgresql://b/b');
    expect(config.storagePath).toBe('/first');
    expect(loadConfig({ BACKUP_LOCAL_PATH: '/second' }).storagePath).toBe('/second');
  });

  it.each([
    ['*/15 * * * *', true],
    ['0 */15 * * * *', true],
    ['* * * *', false],
    ['@daily', false],
    ['61 * * * *', false],
  ])('takes the cron expression %s: %s', (cron, isValid) => {
    const load = () => loadConfig({ BACKUP_DEFAULT_CRON: cron });
    if (isValid) expect(load().backup.cron).toBe(cron);
    else expect(load).toThrow('BACKUP_DEFAULT_CRON');
  });

  it.each([
    ['BACKUP_S3_BUCKET', ['BACKUP_S3_ACCESS_KEY_ID', 'BACKUP_S3_SECRET_ACCESS_KEY']],
    ['BACKUP_S3_SECRET_ACCESS_KEY', ['BACKUP_S3_BUCKET', 'BACKUP_S3_ACCESS_KEY_ID']],
    ['BACKUP_S3_PREFIX', ['BACKUP_S3_BUCKET', 'BACKUP_S3_ACCESS_KEY_ID', 'BACKUP_S3_SECRET_ACCESS_KEY']],
  ])('does not take %s for a whole store, and names all that is missing', (name, missing) => {
    const { message } = thrownBy(() => loadConfig({ [name]: 'something' }));
    for (const other of missing) expect(message).toContain(`${other} must be set`);
  });

  it('knows a store for copies by its bucket and keys', () => {
    expect(loadConfig({}).s3).toBeNull();
    const given = {
      BACKUP_S3_BUCKET: 'backups',
      BACKUP_S3_ACCESS_KEY_ID: 'id',
      BACKUP_S3_SECRET_ACCESS_KEY: 'canary-333',
    };
    expect(loadConfig(given).s3).toMatchObject({
      endpoint: null,
      region: 'us-east-1',
      prefix: '',
      forcePathStyle: false,
    });
    const { s3 } = loadConfig({ ...given, BACKUP_S3_ENDPOINT: 'http://127.0.0.1:9000' });
    expect(s3?.forcePathStyle).toBe(true);
    expect(JSON.stringify(s3)).not.toContain('canary-333');
  });

  it('does not show its secrets when it is printed', () => {
    const config = loadConfig({
      DATABASE_URL: 'postgresql://app:canary-1@db/shop',
      DRILL_DATABASE_URL: 'postgresql://app:canary-3@db/drill',
      ADMIN_PASSWORD: 'canary-22',
    });
    expect(JSON.stringify(config)).not.toContain('canary');
    expect(secretsOf(config)).toEqual(expect.arrayContaining(['canary-1', 'canary-22', 'canary-3']));
  });

  it('is what .env.example lists, no more and no less', async () => {
    const lines = (await readFile(EXAMPLE, 'utf8')).split('\n');
    const listed = lines.flatMap((line) => /^#? ?([A-Z][A-Z0-9_]+)=/.exec(line)?.[1] ?? []);
    expect(listed.sort()).toEqual(environmentNames().sort());
  });

  it('accepts .env.example as it stands', async () => {
    const lines = (await readFile(EXAMPLE, 'utf8')).split('\n').filter((line) => /^[A-Z]/.test(line));
    const pairs = lines.map((line): [string, string] => {
      const at = line.indexOf('=');
      return [line.slice(0, at), line.slice(at + 1)];
    });
    const raw: RawEnvironment = Object.fromEntries(pairs);
    expect(loadConfig(raw).backup.cron).toBe('0 0 2 * * *');
  });
});

function thrownBy(run: () => unknown): Error {
  try {
    run();
  } catch (error) {
    return error as Error;
  }
  throw new Error('Nothing was thrown.');
}
