/** The document that describes a package and is published last. Nothing in it is trusted before it passed the schema. */

import { BACKUP_TRIGGERS, BACKUP_TYPES, COMPONENT_KINDS } from '@holdfast/contract';
import { z } from 'zod';

import { SAFE_ID } from './backup-id.js';

export const MANIFEST_FORMAT_VERSION = 1;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const hash64 = z.string().regex(/^[0-9a-f]{16}$/);
const count = z.number().int().nonnegative();
const instant = z.iso.datetime();
const safeId = z.string().regex(SAFE_ID).max(200);
const objectName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/)
  .max(200);
const text = z.string().max(10_000);

const fingerprintSchema = z.strictObject({
  algorithm: z.literal('rowsum64-v1'),
  tables: z.array(
    z.strictObject({ name: text, columns: z.array(text), rows: count, bytes: count, hash: hash64 }),
  ),
  sequences: z.array(z.strictObject({ name: text, lastValue: text, isCalled: z.boolean() })),
  largeObjects: z.strictObject({ count, bytes: count, hash: hash64 }),
  objects: z.record(text, count),
});

const databaseSchema = z.strictObject({
  name: text,
  owner: text,
  encoding: text,
  collate: text,
  ctype: text,
  localeProvider: z.enum(['libc', 'icu', 'builtin']),
  /** ICU or built-in locale, where the provider has one. */
  locale: text.nullable(),
  icuRules: text.nullable(),
  tablespace: text,
  connectionLimit: z.number().int(),
  isTemplate: z.boolean(),
  /** A new database has a schema `public`; one whose owner dropped it has none. */
  hasPublicSchema: z.boolean(),
  comment: text.nullable(),
  /** `ALTER DATABASE … SET`, and `ALTER ROLE … IN DATABASE … SET` where a role is named. */
  settings: z.array(z.strictObject({ role: text.nullable(), name: text, value: text })),
  /** Null: the default ACL, never granted or revoked anything. */
  acl: z
    .array(
      z.strictObject({ grantor: text, grantee: text.nullable(), privilege: text, isGrantable: z.boolean() }),
    )
    .nullable(),
  extensions: z.array(z.strictObject({ name: text, version: text })),
});

const componentSchema = z.strictObject({
  name: safeId,
  kind: z.enum(COMPONENT_KINDS),
  engine: z.strictObject({ name: text, version: text }),
  tool: z.strictObject({ name: text, version: text }),
  object: z.strictObject({ name: objectName, sizeBytes: count, sha256 }),
  raw: z.strictObject({ sizeBytes: count, sha256 }),
  compression: z.strictObject({ algorithm: z.literal('zstd'), level: z.number().int() }),
  encryption: z
    .strictObject({
      scheme: z.literal('age'),
      recipients: z.array(z.string().regex(/^age1[0-9a-z]+$/)).min(1),
    })
    .nullable(),
  fingerprint: fingerprintSchema,
  database: databaseSchema,
  /** Where parts of the raw stream begin that the next dump has too, such as a table's rows; see package/delta. */
  sections: z.array(z.strictObject({ name: text, offsetBytes: count })).default([]),
  /**
   * Null: the object is the raw stream, compressed. Otherwise it is a tar of compressed segments, most of which
   * need a piece of the base's raw stream to be unpacked; see docs/backup-format.md.
   */
  delta: z
    .strictObject({
      baseBackupId: safeId,
      /** The raw stream of the base's component, whole. */
      baseRaw: z.strictObject({ sizeBytes: count, sha256 }),
      segmentCount: count,
    })
    .nullable(),
});

/** An object that goes with the components, such as the roles of the server. */
const attachmentSchema = z.strictObject({
  name: objectName,
  purpose: z.enum(['globals']),
  sizeBytes: count,
  sha256,
});

export const manifestSchema = z.strictObject({
  formatVersion: z.literal(MANIFEST_FORMAT_VERSION),
  holdfastVersion: text,
  backupId: safeId,
  appId: safeId,
  appName: text,
  workspaceId: text,
  type: z.enum(BACKUP_TYPES),
  trigger: z.enum(BACKUP_TRIGGERS),
  description: text.nullable(),
  parentBackupId: safeId.nullable(),
  createdAt: instant,
  startedAt: instant,
  completedAt: instant,
  components: z.array(componentSchema).min(1),
  attachments: z.array(attachmentSchema),
  /** Who signed `manifest.json` in `manifest.json.sig`; null: nobody did. */
  signature: z
    .strictObject({
      algorithm: z.literal('ed25519'),
      /** SubjectPublicKeyInfo in DER, base64: what stands between the lines of a PEM file. */
      publicKey: z.base64().max(200),
    })
    .nullable()
    .default(null),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestComponent = Manifest['components'][number];
export type ManifestAttachment = Manifest['attachments'][number];
export type DatabaseProperties = ManifestComponent['database'];
