/** What may stand in the catalog's files. The compiler checks each schema against its record type. */

import {
  AUDIT_ACTIONS,
  BACKUP_STATUSES,
  BACKUP_TRIGGERS,
  BACKUP_TYPES,
  COMPONENT_KINDS,
  ERROR_CODES,
  RESTORE_MODES,
  RESTORE_PHASES,
  RESTORE_STATUSES,
  RESTORE_STRATEGIES,
  VERIFICATION_LEVELS,
  type ErrorCode,
} from '@holdfast/contract';
import { z } from 'zod';

import type {
  ApiKeyRecord,
  AuditRecord,
  BackupRecord,
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
    anomalies: z.array(note),
    areAnomaliesAcknowledged: z.boolean(),
    deletionStartedAt: instant.nullable(),
    components: z.array(component),
    ...failure,
  }),
);

const report = z.strictObject({
  strategy: z.enum(RESTORE_STRATEGIES),
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
  refusedMs: milliseconds.nullable(),
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

export const settingsSchema = schemaOf<SettingsRecord>()(
  z.strictObject({
    id: z.literal('settings'),
    backup: z.strictObject({
      isEnabled: z.boolean(),
      cron: text,
      timezone: text,
      retentionDays: z.number(),
      retentionCount: z.number().nullable(),
    }),
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
