/** The promises about speed, as ratios of what ran side by side in the same round. */

import type { Result } from './contender.js';
import { median } from './measurement.js';

/** A contender's whole time, or that of one of its parts; or what it stored. */
interface Figure {
  id: string;
  part?: string;
  of?: 'seconds' | 'stored-bytes';
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
    label: 'differential, stored / Holdfast full, stored',
    ours: { id: 'holdfast-differential', of: 'stored-bytes' },
    theirs: { id: 'holdfast-backup', of: 'stored-bytes' },
    bar: 0.02,
  },
  {
    label: 'differential, stored / restic, stored',
    ours: { id: 'holdfast-differential', of: 'stored-bytes' },
    theirs: { id: 'restic-second', of: 'stored-bytes' },
    bar: null,
  },
  {
    label: 'differential, wholly finished / Holdfast full',
    ours: { id: 'holdfast-differential' },
    theirs: { id: 'holdfast-backup' },
    bar: 1.5,
  },
  {
    label: 'differential, source occupied / pg_dump -Fc -Z0 > /dev/null',
    ours: { id: 'holdfast-differential', part: 'source' },
    theirs: { id: 'dump-floor' },
    bar: null,
  },
  {
    label: 'backup, wholly finished / pg_dump -Fd -j',
    ours: { id: 'holdfast-backup' },
    theirs: { id: 'dump-directory' },
    bar: null,
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
    label: 'restore, load phase / pg_restore of -Fd',
    ours: { id: 'holdfast-restore', part: 'loading' },
    theirs: { id: 'restore-directory' },
    bar: null,
  },
  {
    label: 'drill, whole / pg_restore of -Fc alone',
    ours: { id: 'holdfast-drill' },
    theirs: { id: 'restore-compressed' },
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
  // A contender whose program is not installed did not run.
  const made = COMPARISONS.filter(({ theirs }) => results.some(({ id }) => id === theirs.id));
  return made.map(({ label, ours, theirs, bar }) => {
    const mine = figuresOf(results, ours);
    const other = figuresOf(results, theirs);
    const ratios = mine.map((figure, round) => figure / (other[round] ?? Number.NaN));
    return { label, median: median(ratios), lowest: Math.min(...ratios), highest: Math.max(...ratios), bar };
  });
}

function figuresOf(results: readonly Result[], figure: Figure): number[] {
  if (figure.of !== 'stored-bytes') return secondsOf(results, figure);
  return results.filter(({ id }) => id === figure.id).map(({ storedBytes }) => storedBytes ?? Number.NaN);
}

/** In the order of rounds. */
export function secondsOf(results: readonly Result[], { id, part }: Figure): number[] {
  return results
    .filter((result) => result.id === id)
    .map(({ seconds, parts }) => (part === undefined ? seconds : (parts?.[part] ?? Number.NaN)));
}
