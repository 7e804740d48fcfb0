/** What the environment comes to: one checked, typed configuration. */

import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';

import type { BackupType, S3Address } from '@holdfast/contract';
import { Secret } from '@holdfast/engine';

import type { Environment, LogLevel } from './environment.js';

/** Nest token of the configuration. */
export const SERVER_CONFIG = Symbol('SERVER_CONFIG');

const BYTES_PER_GB = 1_000_000_000;
const MAX_RESTORE_JOBS = 8;

export interface S3Config extends S3Address {
  secretAccessKey: Secret;
}

export interface ServerConfig {
  port: number;
  host: string;
  publicUrl: string | null;
  /** Null where no database was named: the console then runs without an application. */
  databaseUrl: Secret | null;
  workspaceId: string;
  storagePath: string;
  workPath: string;
  keyringPath: string;
  backup: {
    isEnabled: boolean;
    cron: string;
    timezone: string;
    type: BackupType;
    /** Incremental backups in a row before the next full one. */
    maxChainLength: number;
    retentionDays: number;
    retentionCount: number | null;
    maxTotalBytes: number | null;
    maxParallel: number;
    compressionLevel: number;
    streamChunkBytes: number;
  };
  /** `databaseUrl`: the server on which drills make their scratch databases; null: a throw-away one is started. */
  drill: { isEnabled: boolean; cron: string; databaseUrl: Secret | null };
  encryption: { isEnabled: boolean; key: Secret | null; keyId: string | null };
  /** A destination for copies of every package; null: none is set here. */
  s3: S3Config | null;
  admin: { email: string | null; password: Secret | null };
  notifications: { smtpUrl: Secret | null; from: string; recipients: string[]; isEmailEnabled: boolean };
  pgBinDir: string | null;
  /** PATH: where the native programs are looked for. */
  programPath: string;
  restore: { undoHours: number; jobs: number };
  logLevel: LogLevel;
}

export function toServerConfig(env: Environment, programPath: string): ServerConfig {
  const storagePath = resolve(env.BACKUP_STORAGE_PATH ?? env.BACKUP_LOCAL_PATH ?? './backups');
  return {
    port: env.PORT,
    host: env.HOST,
    publicUrl: env.PUBLIC_URL ?? null,
    databaseUrl: secret(env.DATABASE_URL ?? env.PG_DATABASE_URL),
    workspaceId: env.WORKSPACE_ID,
    storagePath,
    workPath: `${storagePath}.work`,
    keyringPath: resolve(env.BACKUP_KEYRING_PATH ?? `${storagePath}.keyring`),
    backup: backupDefaults(env),
    drill: {
      isEnabled: env.BACKUP_DRILL_ENABLED,
      cron: env.BACKUP_DRILL_CRON,
      databaseUrl: secret(env.DRILL_DATABASE_URL),
    },
    encryption: {
      isEnabled: env.BACKUP_ENCRYPTION_ENABLED,
      key: secret(env.BACKUP_ENCRYPTION_KEY),
      keyId: env.BACKUP_ENCRYPTION_KEY_ID ?? null,
    },
    s3: s3From(env),
    admin: { email: env.ADMIN_EMAIL?.toLowerCase() ?? null, password: secret(env.ADMIN_PASSWORD) },
    notifications: {
      smtpUrl: secret(env.SMTP_URL),
      from: env.NOTIFICATION_FROM,
      recipients: env.NOTIFICATION_RECIPIENTS,
      isEmailEnabled: env.EMAIL_NOTIFICATIONS_ENABLED,
    },
    pgBinDir: env.PG_BIN_DIR ?? null,
    programPath,
    restore: { undoHours: env.RESTORE_UNDO_HOURS, jobs: env.RESTORE_JOBS ?? defaultRestoreJobs() },
    logLevel: env.LOG_LEVEL,
  };
}

/** Most stores but AWS itself are addressed by path. */
function s3From(env: Environment): S3Config | null {
  const accessKeyId = env.BACKUP_S3_ACCESS_KEY_ID;
  const secretAccessKey = secret(env.BACKUP_S3_SECRET_ACCESS_KEY);
  if (env.BACKUP_S3_BUCKET === undefined || accessKeyId === undefined || secretAccessKey === null)
    return null;
  const endpoint = env.BACKUP_S3_ENDPOINT ?? null;
  return {
    endpoint,
    region: env.BACKUP_S3_REGION,
    bucket: env.BACKUP_S3_BUCKET,
    prefix: env.BACKUP_S3_PREFIX ?? '',
    accessKeyId,
    secretAccessKey,
    forcePathStyle: env.BACKUP_S3_FORCE_PATH_STYLE ?? endpoint !== null,
  };
}

function backupDefaults(env: Environment): ServerConfig['backup'] {
  return {
    isEnabled: env.BACKUP_ENABLED,
    cron: env.BACKUP_DEFAULT_CRON,
    timezone: env.BACKUP_DEFAULT_TIMEZONE,
    type: env.BACKUP_DEFAULT_TYPE,
    maxChainLength: env.BACKUP_MAX_CHAIN_LENGTH,
    retentionDays: env.BACKUP_RETENTION_DAYS,
    retentionCount: env.BACKUP_RETENTION_COUNT ?? null,
    maxTotalBytes:
      env.BACKUP_MAX_TOTAL_GB === undefined ? null : Math.round(env.BACKUP_MAX_TOTAL_GB * BYTES_PER_GB),
    maxParallel: env.BACKUP_MAX_PARALLEL,
    compressionLevel: env.BACKUP_COMPRESSION_LEVEL,
    streamChunkBytes: env.BACKUP_STREAM_CHUNK_MB * 1024 * 1024,
  };
}

function defaultRestoreJobs(): number {
  return Math.min(availableParallelism(), MAX_RESTORE_JOBS);
}

function secret(value: string | undefined): Secret | null {
  return value === undefined ? null : new Secret(value);
}
