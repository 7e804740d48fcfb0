/** What a drill proved, for people. */

import type { AssertionResult, DrillReport } from '@holdfast/contract';

import type { Text } from '../messages/text.js';
import { formatDuration } from './format-time.js';
import { levelName } from './names.js';
import { renderNotes } from './render-notes.js';
import { renderPairs, renderTable } from './table.js';

export function renderDrill(drill: DrillReport, text: Text): string {
  const compared = text('restore.compared', {
    tables: drill.comparedTables,
    rows: drill.comparedRows,
    largeObjects: drill.comparedLargeObjects,
    sequences: drill.comparedSequences,
    objects: drill.comparedObjects,
  });
  const sections = [
    text('restore.drilled', { time: formatDuration(drill.recoveryMs) }),
    renderPairs([
      [text('field.level'), levelName(drill.level, text)],
      [text('field.compared'), compared],
    ]),
    assertions(drill.assertions, text),
    renderNotes(drill.notes, text),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

function assertions(results: readonly AssertionResult[], text: Text): string {
  if (results.length === 0) return '';
  return renderTable(
    [{ title: text('field.assertion') }, { title: text('field.result') }],
    results.map(({ name, isTrue, message }) => [name, isTrue ? text('yes') : (message ?? text('no'))]),
  );
}
