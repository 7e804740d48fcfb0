/** Settings of the command, all from the environment; the only file that reads it. */

import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';

import { LANGUAGES, type Language } from './messages/language.js';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface CliConfig {
  /** Address of the console as it was given; checked when it is used. */
  url: string;
  /** Whether the address was given, not assumed. */
  isUrlGiven: boolean;
  apiKey: string | null;
  language: Language;
  /** Absolute. Only `doctor` looks at it. */
  storagePath: string;
  keyringPath: string;
  /** `:`-separated directories in which programs are looked for. */
  programPath: string;
  pgBinDir: string | null;
  s3: S3Access;
  /** Parallel jobs of a restore, at least 1. */
  jobs: number;
}

/** How `s3://` addresses are reached. */
export interface S3Access {
  /** Null: AWS itself. */
  endpoint: string | null;
  region: string;
  accessKeyId: string | null;
  secretAccessKey: string | null;
  forcePathStyle: boolean;
}

const JOBS_MAX = 8;
const DEFAULT_URL = 'http://127.0.0.1:3000';

export function processEnvironment(): Environment {
  // The AWS SDK's warning of Node.js 20 would stand between the command's own words.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  return process.env;
}

/** @param requestedLanguage what `--lang` says; anything unknown counts as not said. */
export function loadConfig(environment: Environment, requestedLanguage: string | undefined): CliConfig {
  const url = valueOf(environment, 'HOLDFAST_URL');
  const directory = valueOf(environment, 'BACKUP_STORAGE_PATH') ?? valueOf(environment, 'BACKUP_LOCAL_PATH');
  const storagePath = resolve(directory ?? './backups');
  return {
    url: url ?? DEFAULT_URL,
    isUrlGiven: url !== null,
    apiKey: valueOf(environment, 'HOLDFAST_API_KEY'),
    language: LANGUAGES.find((known) => known === requestedLanguage) ?? languageOf(environment),
    storagePath,
    keyringPath: resolve(valueOf(environment, 'BACKUP_KEYRING_PATH') ?? `${storagePath}.keyring`),
    programPath: environment['PATH'] ?? '',
    pgBinDir: valueOf(environment, 'PG_BIN_DIR'),
    jobs: Math.min(availableParallelism(), JOBS_MAX),
    s3: s3Access((name) => valueOf(environment, name)),
  };
}

/** The console's own variables; those of AWS's programs where they are not set. */
function s3Access(read: (name: string) => string | null): S3Access {
  const endpoint = read('BACKUP_S3_ENDPOINT') ?? read('AWS_ENDPOINT_URL');
  return {
    endpoint,
    region: read('BACKUP_S3_REGION') ?? read('AWS_REGION') ?? 'us-east-1',
    accessKeyId: read('BACKUP_S3_ACCESS_KEY_ID') ?? read('AWS_ACCESS_KEY_ID'),
    secretAccessKey: read('BACKUP_S3_SECRET_ACCESS_KEY') ?? read('AWS_SECRET_ACCESS_KEY'),
    forcePathStyle: (read('BACKUP_S3_FORCE_PATH_STYLE') ?? String(endpoint !== null)) === 'true',
  };
}

/** In the order in which POSIX looks at them. */
function languageOf(environment: Environment): Language {
  const locale = ['LC_ALL', 'LC_MESSAGES', 'LANG'].map((name) => valueOf(environment, name)).find(Boolean);
  return locale?.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

function valueOf(environment: Environment, name: string): string | null {
  const value = environment[name]?.trim();
  return value === undefined || value === '' ? null : value;
}
