/** Signs that a backup that succeeded holds less than it should. Pure. */

import type { ProblemNote } from '@holdfast/contract';

import type { Manifest, ManifestComponent } from './manifest.js';

/** Tables below this many rows empty and fill in normal use. */
const NOTEWORTHY_ROWS = 10;
const SUSPICIOUS_SIZE_RATIO = 0.5;
/** Packages below this vary by more than half for harmless reasons. */
const NOTEWORTHY_SIZE_BYTES = 64 * 1024;

export function findAnomalies(
  previous: Manifest | null,
  current: readonly ManifestComponent[],
): ProblemNote[] {
  if (previous === null) return [];
  return current.flatMap((component) => {
    const before = previous.components.find(({ name }) => name === component.name);
    return before === undefined
      ? []
      : [...emptiedTables(before, component), ...shrunkPackage(before, component)];
  });
}

function emptiedTables(before: ManifestComponent, now: ManifestComponent): ProblemNote[] {
  const rowsBefore = new Map(before.fingerprint.tables.map((table) => [table.name, table.rows]));
  return now.fingerprint.tables
    .filter((table) => table.rows === 0 && (rowsBefore.get(table.name) ?? 0) >= NOTEWORTHY_ROWS)
    .map((table) => ({
      code: 'TABLE_EMPTIED',
      severity: 'warning',
      message: `The table ${table.name} is empty; the backup before held ${rowsBefore.get(table.name) ?? 0} of its rows.`,
      hint: 'If that is intended, acknowledge it. Until then no old backup is deleted.',
    }));
}

function shrunkPackage(before: ManifestComponent, now: ManifestComponent): ProblemNote[] {
  const isNoteworthy = before.raw.sizeBytes >= NOTEWORTHY_SIZE_BYTES;
  if (!isNoteworthy || now.raw.sizeBytes >= before.raw.sizeBytes * SUSPICIOUS_SIZE_RATIO) return [];
  const percent = Math.round((now.raw.sizeBytes / before.raw.sizeBytes) * 100);
  return [
    {
      code: 'BACKUP_SHRANK',
      severity: 'warning',
      message: `The dump of ${now.database.name} is only ${percent} % of the size of the one before.`,
      hint: 'If that is intended, acknowledge it. Until then no old backup is deleted.',
    },
  ];
}
