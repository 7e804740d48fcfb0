/** Plain tables without frames: they survive being copied, cut and searched. */

import Table from 'cli-table3';

import { printable } from './printable.js';

const NO_FRAME = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

export interface Column {
  title: string;
  align?: 'left' | 'right';
}

export function renderTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const table = new Table({
    head: columns.map(({ title }) => title),
    colAligns: columns.map(({ align }) => align ?? 'left'),
    chars: NO_FRAME,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  table.push(...rows.map((row) => row.map(printable)));
  return withoutTrailingSpace(table.toString());
}

/** Pairs of a name and a value, one a line; pairs without a value are left out. */
export function renderPairs(pairs: readonly (readonly [string, string | null])[]): string {
  const table = new Table({
    chars: NO_FRAME,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  for (const [name, value] of pairs) if (value !== null) table.push([name, printable(value)]);
  return withoutTrailingSpace(table.toString());
}

function withoutTrailingSpace(text: string): string {
  return text.replace(/[ \t]+$/gm, '');
}
