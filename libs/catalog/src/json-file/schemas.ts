/** What may stand in the catalog's files. The compiler checks each schema against its record type. */

import {
  AUDIT_ACTIONS,
  BACKUP_STATUSES,
  BACKUP_TRIGGERS,
  BACKUP_TYPES,
  COMPONENT_KINDS,
  DESTINATION_KINDS,
  ERROR_CODES,
  PACKAGE_AUTHENTICITIES,
  RESTORE_MODES,
  RESTORE_PHASES,
  RESTORE_STATUSES,
  RESTORE_STRATEGIES,
  TABLE_CHANGES,
  TABLE_PLACEMENTS,
  VERIFICATION_LEVELS,
  type ErrorCode,
} from '@holdfast/contract';
import { z } from 'zod';

import type {
  ApiKeyRecord,
  AuditRecord,
  BackupRecord,
  DestinationRecord,
  RestoreRecord,
  SessionRecord,
  SettingsRecord,
  UserRecord,
} from '../records.js';

/** `Required` too, because a field that is optional on one side alone can be assigned both ways. */
type IsSame<A, B> = [A, Required<A>] extends [B, Required<B>]
  ? [B, Required<B>] extends [A, Required<A>]
    ? true
    : false
  : false;

/** Accepts only a schema whose type is exactly `R`: a field added to one side alone does not compile. */
function schemaOf<R>() {
  return <S extends z.ZodType>(schema: S & (IsSame<z.output<S>, R> extends true ? unknown : never)) =>
    schema as z.ZodType<R>;
}

const id = z.string().min(1);
const text = z.string();
const instant = z.iso.datetime();
const count = z.number().int().nonnegative();
/** Not only positive: the clock may be set back while something runs. */
const milliseconds = z.number();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const errorCodes = Object.keys(ERROR_CODES) as ErrorCode[];

const failure = {
  errorCode: z.enum(errorCodes).nullable(),
  errorMessage: text.nullable(),
  errorHint: text.nullable(),
};

const note = z.strictObject({
  code: text,
  severity: z.enum(['blocker', 'warning', 'info']),
  message: text,
  hint: text.nullable(),
});

const component = z.strictObject({
  name: text,
  kind: z.enum(COMPONENT_KINDS),
  databaseName: text,
  engineVersion: text,
  toolVersion: text,
  sizeBytes: count,
  rawSizeBytes: count,
  sha256: text,
  isEncrypted: z.boolean(),
  tableCount: count,
  rowCount: count,
});

const copy = z.strictObject({
  destinationId: id,
  state: z.enum(['waiting', 'stored', 'failed']),
  location: text.nullable(),
  sizeBytes: count.nullable(),
  storedAt: instant.nullable(),
  ...failure,
});

/** Fields with a default are younger than catalogs that are in use. */
export const backupSchema = schemaOf<BackupRecord>()(
  z.strictObject({
    id,
    appId: text,
    appName: text,
    workspaceId: text,
    type: z.enum(BACKUP_TYPES),
    trigger: z.enum(BACKUP_TRIGGERS),
    status: z.enum(BACKUP_STATUSES),
    description: text.nullable(),
    parentBackupId: text.nullable(),
    requestedBy: text,
    createdAt: instant,
    startedAt: instant.nullable(),
    completedAt: instant.nullable(),
    durationMs: milliseconds.nullable(),
    sizeBytes: count.nullable(),
    path: text.nullable(),
    checksum: text.nullable(),
    verificationLevel: z.enum(VERIFICATION_LEVELS).nullable(),
    verifiedAt: instant.nullable(),
    isPinned: z.boolean(),
    authenticity: z.enum(PACKAGE_AUTHENTICITIES).nullable().default(null),
    notes: z.array(note).default([]),
    copies: z.array(copy).default([]),
    anomalies: z.array(note),
    areAnomaliesAcknowledged: z.boolean(),
    deletionStartedAt: instant.nullable(),
    components: z.array(component),
    ...failure,
  }),
);

const comparison = {
  phases: z.array(
    z.strictObject({ phase: z.enum(RESTORE_PHASES), startedAt: instant, durationMs: milliseconds }),
  ),
  tables: z.array(
    z.strictObject({ name: text, expectedRows: count, actualRows: count.nullable(), isEqual: z.boolean() }),
  ),
  comparedTables: count,
  comparedRows: count,
  comparedLargeObjects: count,
  comparedSequences: count,
  comparedObjects: count,
};

const assertion = { name: text, sql: text };

const drill = z.strictObject({
  level: z.enum(['restored', 'matched']),
  recoveryMs: milliseconds,
  server: z.strictObject({ kind: z.enum(['throw-away', 'named']), version: text }),
  ...comparison,
  assertions: z.array(
    z.strictObject({
      ...assertion,
      isTrue: z.boolean(),
      message: text.nullable(),
      durationMs: milliseconds,
    }),
  ),
  notes: z.array(note),
});

const preview = z.strictObject({
  takenAt: instant,
  isExact: z.boolean(),
  canRestore: z.boolean(),
  notes: z.array(note),
  liveSessions: count.nullable(),
  space: z.strictObject({ neededBytes: count, freeBytes: count.nullable() }),
  estimate: z
    .strictObject({
      seconds: z.number(),
      basis: z.enum(['this-application', 'this-console']),
      runs: count,
    })
    .nullable(),
  tables: z.array(
    z.strictObject({
      name: text,
      backupRows: count.nullable(),
      liveRows: count.nullable(),
      change: z.enum(TABLE_CHANGES),
    }),
  ),
});

const report = z.strictObject({
  strategy: z.enum(RESTORE_STRATEGIES),
  ...comparison,
  refusedMs: milliseconds.nullable(),
  restoredTables: z
    .array(z.strictObject({ name: text, placedAs: text, rows: count, replacedRows: count.nullable() }))
    .default([]),
  safetySnapshotId: text.nullable(),
  notes: z.array(note),
});

const replacement = z.strictObject({
  componentName: text,
  liveName: text,
  besideName: text,
  keptName: text,
  undoneName: text,
});

const tablesReplacement = z.strictObject({
  componentName: text,
  keptSchema: text,
  tables: z.array(z.strictObject({ name: text, placedAs: text, keptAs: text.nullable() })),
});

export const restoreSchema = schemaOf<RestoreRecord>()(
  z.strictObject({
    id,
    backupId: text,
    backupCreatedAt: instant,
    appId: text,
    appName: text,
    mode: z.enum(RESTORE_MODES),
    strategy: z.enum(RESTORE_STRATEGIES),
    status: z.enum(RESTORE_STATUSES),
    phase: z.enum(RESTORE_PHASES),
    requestedBy: text,
    createdAt: instant,
    startedAt: instant.nullable(),
    completedAt: instant.nullable(),
    ...failure,
    report: report.nullable(),
    preview: preview.nullable().default(null),
    drill: drill.nullable().default(null),
    tables: z.array(text).default([]),
    tablePlacement: z.enum(TABLE_PLACEMENTS).nullable().default(null),
    destinationId: id.nullable().default(null),
    tablesReplacements: z.array(tablesReplacement).default([]),
    replacements: z.array(replacement),
    undoExpiresAt: instant.nullable(),
    undoneAt: instant.nullable(),
    hasKeptDatabases: z.boolean(),
  }),
);

export const userSchema = schemaOf<UserRecord>()(
  z.strictObject({ id, email: text, role: z.literal('admin'), passwordHash: text, createdAt: instant }),
);

export const sessionSchema = schemaOf<SessionRecord>()(
  z.strictObject({ id, userId: text, createdAt: instant, expiresAt: instant }),
);

export const apiKeySchema = schemaOf<ApiKeyRecord>()(
  z.strictObject({
    id,
    name: text,
    prefix: text,
    keyHash: text,
    createdBy: text,
    createdAt: instant,
    lastUsedAt: instant.nullable(),
  }),
);

export const destinationSchema = schemaOf<DestinationRecord>()(
  z.strictObject({
    id,
    name: text,
    kind: z.enum(DESTINATION_KINDS),
    isEnabled: z.boolean(),
    s3: z
      .strictObject({
        endpoint: text.nullable(),
        region: text,
        bucket: text,
        prefix: text,
        accessKeyId: text,
        forcePathStyle: z.boolean(),
      })
      .nullable(),
    encryptedSecret: text.nullable(),
    path: text.nullable(),
    createdAt: instant,
  }),
);

export const settingsSchema = schemaOf<SettingsRecord>()(
  z.strictObject({
    id: z.literal('settings'),
    backup: z.strictObject({
      isEnabled: z.boolean(),
      cron: text,
      timezone: text,
      retentionDays: z.number(),
      retentionCount: z.number().nullable(),
      type: z.enum(BACKUP_TYPES).default('full'),
      maxChainLength: z.number().default(7),
    }),
    drill: z
      .strictObject({ isEnabled: z.boolean(), cron: text, assertions: z.array(z.strictObject(assertion)) })
      .default({ isEnabled: true, cron: '0 0 4 * * 0', assertions: [] }),
    restore: z.strictObject({ undoHours: z.number() }),
    notifications: z.strictObject({
      emailNotificationsEnabled: z.boolean(),
      notificationRecipients: z.array(text),
    }),
    scheduler: z.strictObject({ isRunning: z.boolean() }),
  }),
);

export const auditSchema = schemaOf<AuditRecord>()(
  z.strictObject({
    sequence: z.number().int().positive(),
    at: instant,
    actor: text,
    action: z.enum(AUDIT_ACTIONS),
    target: text.nullable(),
    outcome: z.enum(['success', 'failure']),
    ip: text.nullable(),
    details: z.record(text, z.union([text, z.number(), z.boolean(), z.null()])),
    previousHash: sha256,
    hash: sha256,
  }),
);
