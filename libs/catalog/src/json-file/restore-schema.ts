/** What may stand in `restores.json`. */

import {
  RESTORE_MODES,
  RESTORE_PHASES,
  RESTORE_STATUSES,
  RESTORE_STRATEGIES,
  TABLE_CHANGES,
  TABLE_PLACEMENTS,
} from '@holdfast/contract';
import { z } from 'zod';

import type { RestoreRecord } from '../records.js';
import {
  assertion,
  count,
  failure,
  id,
  instant,
  milliseconds,
  note,
  schemaOf,
  text,
} from './schema-parts.js';

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
