/** The promises about speed, as ratios of what ran side by side in the same round. */

import type { Result } from './contender.js';
import { median } from './measurement.js';

/** A contender's whole time, or that of one of its parts. */
interface Figure {
  id: string;
  part?: string;
}

interface Comparison {
  label: string;
  ours: Figure;
  theirs: Figure;
  /** Null: reported, not promised. */
  bar: number | null;
}

export interface Ratio {
  label: string;
  median: number;
  lowest: number;
  highest: number;
  bar: number | null;
}

const COMPARISONS: readonly Comparison[] = [
  {
    label: 'backup, source occupied / pg_dump -Fc -Z0 > /dev/null',
    ours: { id: 'holdfast-backup', part: 'source' },
    theirs: { id: 'dump-floor' },
    bar: 1.35,
  },
  {
    label: 'backup, wholly finished / pg_dump -Fc > file',
    ours: { id: 'holdfast-backup' },
    theirs: { id: 'dump-compressed' },
    bar: 0.6,
  },
  {
    label: 'restore, load phase / pg_restore of -Fc',
    ours: { id: 'holdfast-restore', part: 'loading' },
    theirs: { id: 'restore-compressed' },
    bar: 1.15,
  },
  {
    label: 'restore, load phase / pg_restore of -Fc -Z0',
    ours: { id: 'holdfast-restore', part: 'loading' },
    theirs: { id: 'restore-uncompressed' },
    bar: null,
  },
  {
    label: 'restore, whole / pg_restore of -Fc alone',
    ours: { id: 'holdfast-restore' },
    theirs: { id: 'restore-compressed' },
    bar: null,
  },
  {
    label: 'verify / pg_restore -f /dev/null',
    ours: { id: 'holdfast-verify' },
    theirs: { id: 'read' },
    bar: null,
  },
];

export function ratiosOf(results: readonly Result[]): Ratio[] {
  return COMPARISONS.map(({ label, ours, theirs, bar }) => {
    const mine = secondsOf(results, ours);
    const other = secondsOf(results, theirs);
    const ratios = mine.map((seconds, round) => seconds / (other[round] ?? Number.NaN));
    return { label, median: median(ratios), lowest: Math.min(...ratios), highest: Math.max(...ratios), bar };
  });
}

/** In the order of rounds. */
export function secondsOf(results: readonly Result[], { id, part }: Figure): number[] {
  return results
    .filter((result) => result.id === id)
    .map(({ seconds, parts }) => (part === undefined ? seconds : (parts?.[part] ?? Number.NaN)));
}
