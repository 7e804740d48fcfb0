/** Every environment variable that the server reads, with its default and what it may be. */

import { BACKUP_TYPES, type BackupType } from '@holdfast/contract';
import { Transform, Type } from 'class-transformer';
import {
  IsBoolean,
  IsEmail,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  IsTimeZone,
  Matches,
  Max,
  Min,
  MinLength,
  Validate,
  ValidateIf,
} from 'class-validator';

import { IsCronExpression } from './cron-expression.js';
import { IsS3Endpoint, S3_BUCKET, S3_REGION } from './s3-address.js';
import { isS3Meant } from './s3-variables.js';
import { ConnectionAddress } from './connection-address.js';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** `true/false`, `1/0`, `yes/no`, `on/off`; anything else stays as it is and is refused. */
function AsBoolean(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) => {
    const word = String(value).toLowerCase();
    if (['true', '1', 'yes', 'on'].includes(word)) return true;
    return ['false', '0', 'no', 'off'].includes(word) ? false : value;
  });
}

function AsList(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) =>
    String(value)
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  );
}

export class Environment {
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(65_535)
  PORT = 3000;

  @IsString()
  HOST = '127.0.0.1';

  @IsOptional()
  @Matches(/^https?:\/\/[^\s/]+(\/\S*)?$/, {
    message: 'must be an address such as https://backup.example.org',
  })
  PUBLIC_URL?: string;

  @IsOptional()
  @Validate(ConnectionAddress, [['postgresql:', 'postgres:']])
  DATABASE_URL?: string;

  @IsOptional()
  @Validate(ConnectionAddress, [['postgresql:', 'postgres:']])
  PG_DATABASE_URL?: string;

  @Matches(/^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/, {
    message: 'must be 1 to 60 letters, digits, hyphens or underscores',
  })
  WORKSPACE_ID = 'default';

  @IsOptional()
  @IsString()
  BACKUP_STORAGE_PATH?: string;

  @IsOptional()
  @IsString()
  BACKUP_LOCAL_PATH?: string;

  @AsBoolean()
  @IsBoolean({ message: 'must be true or false' })
  BACKUP_ENABLED = true;

  @IsCronExpression()
  BACKUP_DEFAULT_CRON = '0 0 2 * * *';

  @IsTimeZone({ message: 'must be the name of a time zone, such as UTC or Asia/Shanghai' })
  BACKUP_DEFAULT_TIMEZONE = 'UTC';

  @IsIn(BACKUP_TYPES, { message: `must be one of ${BACKUP_TYPES.join(', ')}` })
  BACKUP_DEFAULT_TYPE: BackupType = 'full';

  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  BACKUP_MAX_CHAIN_LENGTH = 7;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(36_500)
  BACKUP_RETENTION_DAYS = 30;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100_000)
  BACKUP_RETENTION_COUNT?: number;

  @IsOptional()
  @Type(() => Number)
  @IsNumber({ allowInfinity: false, allowNaN: false })
  @Min(0.001)
  BACKUP_MAX_TOTAL_GB?: number;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(64)
  BACKUP_MAX_PARALLEL = 1;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(19)
  BACKUP_COMPRESSION_LEVEL = 3;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(16)
  BACKUP_STREAM_CHUNK_MB = 4;

  @AsBoolean()
  @IsBoolean({ message: 'must be true or false' })
  BACKUP_ENCRYPTION_ENABLED = true;

  @IsOptional()
  @Matches(/^AGE-SECRET-KEY-1[0-9A-Z]+$/, { message: 'must be an age identity: AGE-SECRET-KEY-1…' })
  BACKUP_ENCRYPTION_KEY?: string;

  @IsOptional()
  @Matches(/^age1[0-9a-z]+$/, { message: 'must be the public key of an age identity: age1…' })
  BACKUP_ENCRYPTION_KEY_ID?: string;

  @IsOptional()
  @IsString()
  BACKUP_KEYRING_PATH?: string;

  @IsOptional()
  @IsS3Endpoint({
    message: 'must be an address such as https://minio.example.org:9000, without a login in it',
  })
  BACKUP_S3_ENDPOINT?: string;

  @Matches(S3_REGION, { message: 'must be 1 to 60 letters, digits or hyphens' })
  BACKUP_S3_REGION = 'us-east-1';

  @ValidateIf(isS3Meant)
  @Matches(S3_BUCKET, {
    message:
      'must be set where other BACKUP_S3_… variables are: 2 to 63 letters, digits, dots, hyphens or underscores',
  })
  BACKUP_S3_BUCKET?: string;

  @IsOptional()
  @Matches(/^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/, {
    message: 'must be names separated by slashes, without slashes at its ends',
  })
  BACKUP_S3_PREFIX?: string;

  @ValidateIf(isS3Meant)
  @IsString({ message: 'must be set where other BACKUP_S3_… variables are' })
  BACKUP_S3_ACCESS_KEY_ID?: string;

  @ValidateIf(isS3Meant)
  @IsString({ message: 'must be set where other BACKUP_S3_… variables are' })
  BACKUP_S3_SECRET_ACCESS_KEY?: string;

  @IsOptional()
  @AsBoolean()
  @IsBoolean({ message: 'must be true or false' })
  BACKUP_S3_FORCE_PATH_STYLE?: boolean;

  @IsOptional()
  @IsEmail({ require_tld: false }, { message: 'must be an e-mail address' })
  ADMIN_EMAIL?: string;

  @IsOptional()
  @IsString()
  @MinLength(8, { message: 'must have at least 8 characters' })
  ADMIN_PASSWORD?: string;

  @IsOptional()
  @Validate(ConnectionAddress, [['smtp:', 'smtps:']])
  SMTP_URL?: string;

  @IsString()
  NOTIFICATION_FROM = 'Holdfast <holdfast@localhost>';

  @AsList()
  @IsEmail({ require_tld: false }, { each: true, message: 'must be e-mail addresses separated by commas' })
  NOTIFICATION_RECIPIENTS: string[] = [];

  @AsBoolean()
  @IsBoolean({ message: 'must be true or false' })
  EMAIL_NOTIFICATIONS_ENABLED = true;

  @AsBoolean()
  @IsBoolean({ message: 'must be true or false' })
  BACKUP_DRILL_ENABLED = true;

  @IsCronExpression()
  BACKUP_DRILL_CRON = '0 0 4 * * 0';

  @IsOptional()
  @Validate(ConnectionAddress, [['postgresql:', 'postgres:']])
  DRILL_DATABASE_URL?: string;

  @IsOptional()
  @IsString()
  PG_BIN_DIR?: string;

  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(720)
  RESTORE_UNDO_HOURS = 24;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(64)
  RESTORE_JOBS?: number;

  @IsIn(LOG_LEVELS)
  LOG_LEVEL: LogLevel = 'info';
}
