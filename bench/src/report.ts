/** The tables that a person reads. */

import type { Contender, Result } from './contender.js';
import { median } from './measurement.js';
import { type Ratio, ratiosOf, secondsOf } from './ratios.js';
import { textTable } from './text-table.js';

const MEBIBYTE = 1024 ** 2;
/** Bar for the memory of the Node.js process, in bytes. */
const NODE_MEMORY_BAR_BYTES = 250 * MEBIBYTE;
/** Above it the contenders had to share their cores with others. */
const BUSY_LOAD_PER_CORE = 1.5;

export interface Facts {
  /** Of the raw dump: what the speeds refer to. */
  rawBytes: number;
  contenders: readonly Contender[];
  results: readonly Result[];
}

export function timesTable({ rawBytes, contenders, results }: Facts): string {
  const head = ['', 'seconds', 'range', 'MB/s', 'stored MB', 'Node MB', 'programs MB'];
  const rows = contenders.flatMap(({ id, label }) => {
    const own = results.filter((result) => result.id === id);
    const parts = Object.keys(own[0]?.parts ?? {});
    return [
      [label, ...speed(secondsOf(results, { id }), rawBytes), ...room(own)],
      ...parts.map((part) => [`  … ${part}`, ...speed(secondsOf(results, { id, part }), rawBytes)]),
    ];
  });
  return textTable([head, ...rows]);
}

export function ratiosTable(results: readonly Result[]): string {
  const head = ['ratio (median of the rounds)', 'measured', 'range', 'bar', ''];
  const rows = ratiosOf(results).map((ratio) => [
    ratio.label,
    ratio.median.toFixed(digitsOf(ratio)),
    `${ratio.lowest.toFixed(digitsOf(ratio))}–${ratio.highest.toFixed(digitsOf(ratio))}`,
    ratio.bar === null ? '' : `≤ ${ratio.bar.toFixed(2)}`,
    verdict(ratio),
  ]);
  return textTable([head, ...rows, memoryRow(results)]);
}

/** Null where nothing else seems to have used the machine: the contenders themselves keep up to its cores busy. */
export function busyWarning(results: readonly Result[], cores: number): string | null {
  const load = median(results.map(({ loadAverage }) => loadAverage));
  if (load <= cores * BUSY_LOAD_PER_CORE) return null;
  return (
    `The machine was busy with other work (load ${load.toFixed(1)} on ${cores} cores). ` +
    'Whoever uses several cores at once loses most by it: repeat when it is quiet.'
  );
}

/** So that a hundredth can be told from two. */
function digitsOf({ median: measured }: Ratio): number {
  return measured < 0.1 ? 4 : 2;
}

function verdict({ median: measured, bar }: Ratio): string {
  if (bar === null) return '';
  return measured <= bar ? 'met' : 'missed';
}

function memoryRow(results: readonly Result[]): string[] {
  const peak = Math.max(...results.filter(({ id }) => isOurs(id)).map(({ nodeBytes }) => nodeBytes));
  const isMet = peak < NODE_MEMORY_BAR_BYTES;
  return [
    'memory of the Node.js process, MB',
    megabytes(peak),
    '',
    `< ${megabytes(NODE_MEMORY_BAR_BYTES)}`,
    isMet ? 'met' : 'missed',
  ];
}

function speed(seconds: readonly number[], rawBytes: number): string[] {
  const typical = median(seconds);
  const range = `${Math.min(...seconds).toFixed(1)}–${Math.max(...seconds).toFixed(1)}`;
  return [typical.toFixed(2), range, (rawBytes / MEBIBYTE / typical).toFixed(0)];
}

function room(results: readonly Result[]): string[] {
  const stored = results[0]?.storedBytes;
  const peak = (of: (result: Result) => number): string => megabytes(Math.max(...results.map(of)));
  return [
    stored === undefined ? '' : megabytes(stored),
    isOurs(results[0]?.id ?? '') ? peak(({ nodeBytes }) => nodeBytes) : '',
    peak(({ programsBytes }) => programsBytes),
  ];
}

/** For the others this process only waits. */
function isOurs(id: string): boolean {
  return id.startsWith('holdfast-');
}

export function megabytes(bytes: number): string {
  return (bytes / MEBIBYTE).toFixed(0);
}
