/** Whether restored data equals what was backed up: exactly, table by table. Pure. */

import type { TableComparison } from '@holdfast/contract';

import type { Fingerprint, TableFingerprint } from './fingerprint.js';

export interface FingerprintComparison {
  isEqual: boolean;
  tables: TableComparison[];
  /** What differs, in words; empty where all is equal. */
  differences: string[];
  comparedRows: number;
  comparedLargeObjects: number;
  comparedSequences: number;
  comparedObjects: number;
}

export interface ComparisonOptions {
  /** False across server majors, whose dumps list some objects differently. */
  isComparingObjects: boolean;
  /** True after a restore in place, which leaves alone what the backup does not know. */
  isAllowingMore: boolean;
}

export function compareFingerprints(
  expected: Fingerprint,
  actual: Fingerprint,
  options: ComparisonOptions,
): FingerprintComparison {
  const isComparingObjects = options.isComparingObjects && !options.isAllowingMore;
  const tables = compareTables(expected.tables, actual.tables, options.isAllowingMore);
  const differences = [
    ...tables.flatMap((table) => table.differences),
    ...compareLargeObjects(expected, actual),
    ...compareSequences(expected, actual),
    ...(isComparingObjects ? compareObjects(expected, actual) : []),
  ];
  return {
    isEqual: differences.length === 0,
    tables: tables.map((table) => table.comparison),
    differences,
    comparedRows: sum(expected.tables.map((table) => table.rows)),
    comparedLargeObjects: expected.largeObjects.count,
    comparedSequences: expected.sequences.length,
    comparedObjects: isComparingObjects ? sum(Object.values(expected.objects)) : 0,
  };
}

interface ComparedTable {
  comparison: TableComparison;
  differences: string[];
}

function compareTables(
  expected: readonly TableFingerprint[],
  actual: readonly TableFingerprint[],
  isAllowingMore: boolean,
): ComparedTable[] {
  const actualByName = new Map(actual.map((table) => [table.name, table]));
  const known = new Set(expected.map((table) => table.name));
  const unexpected = isAllowingMore ? [] : actual.filter((table) => !known.has(table.name));
  return [
    ...expected.map((table) => compareTable(table, actualByName.get(table.name))),
    ...unexpected.map(unexpectedTable),
  ];
}

function compareTable(expected: TableFingerprint, actual: TableFingerprint | undefined): ComparedTable {
  const differences = actual === undefined ? [`${expected.name} is missing`] : describe(expected, actual);
  return {
    comparison: {
      name: expected.name,
      expectedRows: expected.rows,
      actualRows: actual?.rows ?? null,
      isEqual: differences.length === 0,
    },
    differences,
  };
}

function describe(expected: TableFingerprint, actual: TableFingerprint): string[] {
  if (expected.columns.join('\t') !== actual.columns.join('\t'))
    return [`${expected.name} has other columns`];
  if (expected.rows !== actual.rows) {
    return [`${expected.name} has ${actual.rows} rows instead of ${expected.rows}`];
  }
  const isSame = expected.hash === actual.hash && expected.bytes === actual.bytes;
  return isSame ? [] : [`${expected.name} has other content in its ${expected.rows} rows`];
}

function unexpectedTable(actual: TableFingerprint): ComparedTable {
  return {
    comparison: { name: actual.name, expectedRows: 0, actualRows: actual.rows, isEqual: false },
    differences: [`${actual.name} is not in the backup`],
  };
}

function compareLargeObjects(
  { largeObjects: expected }: Fingerprint,
  { largeObjects: actual }: Fingerprint,
): string[] {
  if (expected.count !== actual.count) {
    return [`there are ${actual.count} large objects instead of ${expected.count}`];
  }
  return expected.hash === actual.hash ? [] : ['the large objects have other content'];
}

function compareSequences(expected: Fingerprint, actual: Fingerprint): string[] {
  const values = new Map(actual.sequences.map((sequence) => [sequence.name, sequence]));
  return expected.sequences.flatMap((sequence) => {
    const found = values.get(sequence.name);
    if (found === undefined) return [`the sequence ${sequence.name} is missing`];
    const isSame = found.lastValue === sequence.lastValue && found.isCalled === sequence.isCalled;
    return isSame
      ? []
      : [`the sequence ${sequence.name} stands at ${found.lastValue} instead of ${sequence.lastValue}`];
  });
}

function compareObjects({ objects: expected }: Fingerprint, { objects: actual }: Fingerprint): string[] {
  const kinds = [...new Set([...Object.keys(expected), ...Object.keys(actual)])].sort();
  return kinds
    .filter((kind) => expected[kind] !== actual[kind])
    .map(
      (kind) => `there are ${actual[kind] ?? 0} objects of kind ${kind} instead of ${expected[kind] ?? 0}`,
    );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
