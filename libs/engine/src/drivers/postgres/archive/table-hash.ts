/** Hashes one table's COPY text; where its columns come in another order than recorded, in the recorded order. */

import { RowHash } from './row-hash.js';

const TAB = 9;
const LINE_FEED = 10;

export interface TableHash {
  write(text: Buffer, view: DataView, start: number, end: number): void;
  readonly rows: number;
  readonly bytes: number;
  readonly isComplete: boolean;
  digest(): string;
}

/**
 * @param expectedColumns the recorded order; null or the same as `columns`: hash as they come.
 * @returns the hash, and the column order that it stands for.
 */
export function createTableHash(
  columns: readonly string[],
  expectedColumns: readonly string[] | null,
): { hash: TableHash; columns: readonly string[] } {
  const order = expectedColumns === null ? null : permutation(columns, expectedColumns);
  if (order === null || expectedColumns === null) return { hash: new RowHash(), columns };
  return { hash: new ReorderedTableHash(order), columns: expectedColumns };
}

/** For each expected column its place among `columns`; null where nothing is to be reordered or the sets differ. */
function permutation(columns: readonly string[], expected: readonly string[]): number[] | null {
  if (columns.length !== expected.length) return null;
  const order = expected.map((name) => columns.indexOf(name));
  const isSameOrder = order.every((place, index) => place === index);
  return isSameOrder || order.includes(-1) ? null : order;
}

/** Buffers one row at a time: COPY text holds a raw tab only between values, a raw line feed only after a row. */
class ReorderedTableHash implements TableHash {
  readonly #order: readonly number[];
  readonly #hash = new RowHash();
  #row: Buffer[] = [];

  constructor(order: readonly number[]) {
    this.#order = order;
  }

  write(text: Buffer, _view: DataView, start: number, end: number): void {
    let at = start;
    while (at < end) {
      const lineEnd = text.subarray(at, end).indexOf(LINE_FEED);
      const pieceEnd = lineEnd === -1 ? end : at + lineEnd;
      // A copy: the piece's memory is used again before the row is whole.
      this.#row.push(Buffer.from(text.subarray(at, pieceEnd)));
      if (lineEnd !== -1) this.#finishRow();
      at = pieceEnd + 1;
    }
  }

  get rows(): number {
    return this.#hash.rows;
  }

  get bytes(): number {
    return this.#hash.bytes;
  }

  get isComplete(): boolean {
    return this.#hash.isComplete;
  }

  digest(): string {
    return this.#hash.digest();
  }

  #finishRow(): void {
    const row = Buffer.concat(this.#row);
    this.#row = [];
    const values = splitValues(row);
    const ordered =
      values.length === this.#order.length ? this.#order.map((place) => values[place] as Buffer) : [row]; // the end of data, which is no row
    const text = Buffer.concat([joinValues(ordered), Buffer.of(LINE_FEED)]);
    this.#hash.write(text, new DataView(text.buffer, text.byteOffset, text.length), 0, text.length);
  }
}

function splitValues(row: Buffer): Buffer[] {
  const values: Buffer[] = [];
  let start = 0;
  for (let tab = row.indexOf(TAB); tab !== -1; tab = row.indexOf(TAB, start)) {
    values.push(row.subarray(start, tab));
    start = tab + 1;
  }
  values.push(row.subarray(start));
  return values;
}

function joinValues(values: readonly Buffer[]): Buffer {
  const separator = Buffer.of(TAB);
  return Buffer.concat(values.flatMap((value, index) => (index === 0 ? [value] : [separator, value])));
}
