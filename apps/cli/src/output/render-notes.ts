/** Findings in words, worst marked first. */

import type { ProblemNote } from '@holdfast/contract';

import type { Text } from '../messages/text.js';
import { printable } from './printable.js';

const MARKS: Readonly<Record<ProblemNote['severity'], string>> = { blocker: '✗', warning: '!', info: '·' };

export function renderNotes(notes: readonly ProblemNote[], text: Text): string {
  if (notes.length === 0) return '';
  const lines = notes.flatMap(({ severity, message, hint }) => [
    `${MARKS[severity]} ${message}`,
    ...(hint === null ? [] : [`  → ${hint}`]),
  ]);
  return [text('notes.title'), ...lines].map(printable).join('\n');
}
