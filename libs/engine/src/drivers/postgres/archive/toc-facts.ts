/** What the table of contents alone tells: sequences' values and how many objects of each kind there are. */

import type { SequenceFingerprint } from '../../../domain/fingerprint.js';
import type { TocEntry } from './archive-index.js';

const SET_VALUE = /setval\('((?:[^']|'')+)', (-?\d+), (true|false)\)/;

/** Entries that say nothing of the content, or that a restore into another database leaves out. */
const UNCOUNTED = new Set([
  'ENCODING',
  'STDSTRINGS',
  'SEARCHPATH',
  'DATABASE',
  'DATABASE PROPERTIES',
  'MATERIALIZED VIEW DATA',
  'STATISTICS DATA',
]);

export function isDatabaseEntry(entry: TocEntry): boolean {
  return entry.desc.startsWith('DATABASE') || (entry.namespace === null && entry.tag.startsWith('DATABASE '));
}

export function readSequences(entries: readonly TocEntry[]): SequenceFingerprint[] {
  return entries.flatMap((entry) => {
    const match = entry.desc === 'SEQUENCE SET' ? SET_VALUE.exec(entry.defn) : null;
    if (match === null) return [];
    const [, name = '', lastValue = '', isCalled] = match;
    return [{ name: name.replaceAll("''", "'"), lastValue, isCalled: isCalled === 'true' }];
  });
}

export function countObjects(entries: readonly TocEntry[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const entry of entries) {
    if (UNCOUNTED.has(entry.desc) || isDatabaseEntry(entry)) continue;
    counts.set(entry.desc, (counts.get(entry.desc) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
