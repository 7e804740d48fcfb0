/** What a component's content is, independent of the order of rows and columns. */

export interface TableFingerprint {
  /** `schema.table`, quoted as in SQL, as it stands in the archive's COPY statement. */
  name: string;
  /** Column names, unquoted, in the order in which their values were hashed. */
  columns: string[];
  rows: number;
  /** Bytes of the rows' text, line ends left out. */
  bytes: number;
  /** 16 lower-case hexadecimal digits: two 32-bit lanes, each the sum over rows of the row's hash. */
  hash: string;
}

export interface SequenceFingerprint {
  name: string;
  lastValue: string;
  isCalled: boolean;
}

export interface Fingerprint {
  algorithm: 'rowsum64-v1';
  tables: TableFingerprint[];
  sequences: SequenceFingerprint[];
  largeObjects: { count: number; bytes: number; hash: string };
  /** Number of objects of each kind in the archive's table of contents, e.g. `{ TABLE: 12, INDEX: 30 }`. */
  objects: Record<string, number>;
}
