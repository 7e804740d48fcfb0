/** Everything about one backup, for people. */

import type { BackupDetailView, ProblemNote } from '@holdfast/contract';

import type { Text } from '../messages/text.js';
import { formatBytes } from './format-bytes.js';
import { formatDuration, formatTime } from './format-time.js';
import { levelName } from './names.js';
import { renderNotes } from './render-notes.js';
import { renderPairs, renderTable } from './table.js';

export function renderBackup(backup: BackupDetailView, text: Text): string {
  const sections = [facts(backup, text), tables(backup, text), renderNotes(findings(backup), text)];
  return sections.filter((section) => section !== '').join('\n\n');
}

function facts(backup: BackupDetailView, text: Text): string {
  const level = levelName(backup.verificationLevel, text);
  const verified = backup.verifiedAt === null ? level : `${level} (${formatTime(backup.verifiedAt)})`;
  return renderPairs([
    [text('field.id'), backup.id],
    [text('field.application'), `${backup.appName} (${backup.appId})`],
    [text('field.status'), text(`backup.status.${backup.status}`)],
    [text('field.type'), text(`type.${backup.type}`)],
    [text('field.parent'), backup.parentBackupId],
    [text('field.trigger'), text(`trigger.${backup.trigger}`)],
    [text('field.description'), backup.description],
    [text('field.time'), formatTime(backup.createdAt)],
    [text('field.duration'), formatDuration(backup.durationMs)],
    [text('field.size'), formatBytes(backup.sizeBytes)],
    [text('field.level'), verified],
    [text('field.path'), backup.path],
    [text('field.checksum'), backup.checksum],
    [text('field.signed'), backup.authenticity === null ? null : text(`authenticity.${backup.authenticity}`)],
    [text('field.pinned'), backup.isPinned ? text('yes') : null],
    ...backup.components.map(
      ({ name, databaseName, engineVersion }) => [name, `${databaseName} (${engineVersion})`] as const,
    ),
  ]);
}

function tables(backup: BackupDetailView, text: Text): string {
  if (backup.tables.length === 0) return '';
  return renderTable(
    [
      { title: text('field.table') },
      { title: text('field.rows'), align: 'right' },
      { title: text('field.size'), align: 'right' },
    ],
    backup.tables.map(({ name, rows, bytes }) => [name, String(rows), formatBytes(bytes)]),
  );
}

function findings({ errorCode, errorMessage, errorHint, anomalies, notes }: BackupDetailView): ProblemNote[] {
  const found = [...anomalies, ...notes];
  if (errorCode === null) return found;
  const message = errorMessage ?? errorCode;
  return [{ code: errorCode, severity: 'blocker', message, hint: errorHint }, ...found];
}
