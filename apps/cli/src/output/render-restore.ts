/** A restore and its report, for people. */

import type { ProblemNote, RestoreReport, RestoreView, UndoView } from '@holdfast/contract';

import type { Text } from '../messages/text.js';
import { formatBytes } from './format-bytes.js';
import { formatDuration, formatTime } from './format-time.js';
import { phaseName } from './names.js';
import { renderNotes } from './render-notes.js';
import { renderPairs, renderTable } from './table.js';

export function renderRestore(restore: RestoreView, text: Text): string {
  const { report } = restore;
  const sections = [
    facts(restore, text),
    report === null ? '' : phases(report, text),
    report === null ? '' : differences(report, text),
    report === null ? '' : restoredTables(report, text),
    renderNotes(findings(restore), text),
    undoLine(restore.undo, restore.id, text),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

function facts(restore: RestoreView, text: Text): string {
  const { report } = restore;
  return renderPairs([
    [text('field.id'), restore.id],
    [text('field.application'), `${restore.appName} (${restore.appId})`],
    [text('field.backup'), `${restore.backupId} (${formatTime(restore.backupCreatedAt)})`],
    [text('field.status'), text(`restore.status.${restore.status}`)],
    [text('field.phase'), restore.status === 'running' ? phaseName(restore.phase, text) : null],
    [text('field.strategy'), text(`strategy.${restore.strategy}`)],
    [text('field.compared'), report === null ? null : compared(report, text)],
    [text('field.refused'), refused(report)],
    [text('field.safety-snapshot'), report?.safetySnapshotId ?? null],
  ]);
}

function refused(report: RestoreReport | null): string | null {
  const refusedMs = report?.refusedMs ?? null;
  return refusedMs === null ? null : formatDuration(refusedMs);
}

function compared(report: RestoreReport, text: Text): string {
  return text('restore.compared', {
    tables: report.comparedTables,
    rows: report.comparedRows,
    largeObjects: report.comparedLargeObjects,
    sequences: report.comparedSequences,
    objects: report.comparedObjects,
  });
}

function phases({ phases: done }: RestoreReport, text: Text): string {
  if (done.length === 0) return '';
  return renderTable(
    [{ title: text('field.phase') }, { title: text('field.duration'), align: 'right' }],
    done.map(({ phase, durationMs }) => [phaseName(phase, text), formatDuration(durationMs)]),
  );
}

/** Equal tables are many and say nothing. */
function differences({ tables }: RestoreReport, text: Text): string {
  const different = tables.filter(({ isEqual }) => !isEqual);
  if (different.length === 0) return '';
  return renderTable(
    [
      { title: text('field.different-table') },
      { title: text('field.expected-rows'), align: 'right' },
      { title: text('field.actual-rows'), align: 'right' },
    ],
    different.map(({ name, expectedRows, actualRows }) => [
      name,
      String(expectedRows),
      String(actualRows ?? '–'),
    ]),
  );
}

function restoredTables({ restoredTables: restored }: RestoreReport, text: Text): string {
  if (restored.length === 0) return '';
  return renderTable(
    [
      { title: text('field.table') },
      { title: text('field.placed-as') },
      { title: text('field.rows'), align: 'right' },
    ],
    restored.map(({ name, placedAs, rows }) => [name, placedAs, String(rows)]),
  );
}

function findings({ errorCode, errorMessage, errorHint, report }: RestoreView): ProblemNote[] {
  const notes = report?.notes ?? [];
  if (errorCode === null) return notes;
  const message = errorMessage ?? errorCode;
  return [{ code: errorCode, severity: 'blocker', message, hint: errorHint }, ...notes];
}

function undoLine(
  { isAvailable, expiresAt, keptSizeBytes, undoneAt }: UndoView,
  id: string,
  text: Text,
): string {
  if (undoneAt !== null) return text('undo.was-done', { time: formatTime(undoneAt) });
  if (!isAvailable) return '';
  const line = text('undo.available', { time: formatTime(expiresAt), id });
  if (keptSizeBytes === null) return line;
  return `${line}\n${text('undo.kept', { size: formatBytes(keptSizeBytes) })}`;
}
