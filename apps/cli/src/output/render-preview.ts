/** What a restore would change, for people. */

import type { PreviewReport, TableChange } from '@holdfast/contract';

import type { Text } from '../messages/text.js';
import { formatDuration } from './format-time.js';
import { renderNotes } from './render-notes.js';
import { renderTable } from './table.js';

export function renderPreview(preview: PreviewReport, text: Text): string {
  const { canRestore, estimate, notes } = preview;
  const sections = [
    text(canRestore ? 'preview.can' : 'preview.cannot'),
    estimate === null
      ? ''
      : text('preview.estimate', { time: formatDuration(estimate.seconds * 1000), runs: estimate.runs }),
    changes(preview, text),
    renderNotes(notes, text),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

/** Tables that stay as they are, as far as it was asked, are many and say nothing. */
function changes({ tables, isExact }: PreviewReport, text: Text): string {
  const changed = tables.filter(({ change }) => change !== 'identical' && change !== 'same-count');
  if (changed.length === 0) return text(isExact ? 'preview.identical' : 'preview.no-changes');
  return renderTable(
    [
      { title: text('field.table') },
      { title: text('field.backup-rows'), align: 'right' },
      { title: text('field.rows-now'), align: 'right' },
      { title: text('field.change') },
    ],
    changed.map((table) => row(table, text)),
  );
}

function row({ name, backupRows, liveRows, change }: TableChange, text: Text): string[] {
  return [name, String(backupRows ?? '–'), String(liveRows ?? '–'), text(`change.${change}`)];
}
