/** What may stand in the catalog's files. The compiler checks each schema against its record type. */

import {
  AUDIT_ACTIONS,
  BACKUP_STATUSES,
  BACKUP_TRIGGERS,
  BACKUP_TYPES,
  COMPONENT_KINDS,
  DESTINATION_KINDS,
  PACKAGE_AUTHENTICITIES,
  VERIFICATION_LEVELS,
} from '@holdfast/contract';
import { z } from 'zod';

import type {
  ApiKeyRecord,
  AuditRecord,
  BackupRecord,
  DestinationRecord,
  SessionRecord,
  SettingsRecord,
  UserRecord,
} from '../records.js';
import {
  assertion,
  count,
  failure,
  id,
  instant,
  milliseconds,
  note,
  schemaOf,
  sha256,
  text,
} from './schema-parts.js';

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
