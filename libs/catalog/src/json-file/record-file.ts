/** Records of one kind in one JSON file. The copy in memory answers; a write is over when the file holds it. */

import type { z } from 'zod';

import { CatalogError } from '../catalog-error.js';
import type { Collection } from '../catalog.js';
import { describeIssues } from './damage.js';
import { serializeRecords } from './document.js';
import { replaceFile } from './replace-file.js';
import { asStorageError } from './storage-error.js';
import { WriteQueue } from './write-queue.js';

export interface RecordFileOptions<R> {
  path: string;
  schema: z.ZodType<R>;
  records: readonly R[];
  /** Throws where another process has taken the catalog over. */
  assertLockHeld: () => Promise<void>;
}

export class RecordFile<R extends { id: string }> implements Collection<R> {
  readonly #options: RecordFileOptions<R>;
  readonly #queue = new WriteQueue();
  #records: ReadonlyMap<string, R>;

  constructor(options: RecordFileOptions<R>) {
    this.#options = options;
    this.#records = new Map(options.records.map((record) => [record.id, deepFreeze(record)]));
  }

  async get(id: string): Promise<R | null> {
    const record = this.#records.get(id);
    return record === undefined ? null : structuredClone(record);
  }

  async list(where: (record: R) => boolean = () => true): Promise<R[]> {
    const found = [...this.#records.values()].filter((record) => where(record));
    return newestFirst(found).map((record) => structuredClone(record));
  }

  insert(record: R): Promise<R> {
    // Copied now: the caller may change its object while the write waits.
    const inserted = structuredClone(record);
    return this.#write((records) => {
      if (records.has(inserted.id)) throw this.#error('RECORD_EXISTS', inserted.id, 'is there already');
      return this.#put(records, inserted);
    });
  }

  update(id: string, change: (record: R) => R): Promise<R> {
    return this.#write((records) => {
      const current = records.get(id);
      if (current === undefined) throw this.#error('RECORD_MISSING', id, 'is not there');
      const next = change(structuredClone(current));
      if (next.id !== id) throw new TypeError(`An update must not change a record's id (${id})`);
      return this.#put(records, next);
    });
  }

  remove(id: string): Promise<boolean> {
    return this.#queue.run(async () => {
      if (!this.#records.has(id)) return false;
      const records = new Map(this.#records);
      records.delete(id);
      await this.#save(records);
      return true;
    });
  }

  close(): Promise<void> {
    return this.#queue.close();
  }

  #write(change: (records: Map<string, R>) => R): Promise<R> {
    return this.#queue.run(async () => {
      const records = new Map(this.#records);
      const result = change(records);
      await this.#save(records);
      return structuredClone(result);
    });
  }

  #put(records: Map<string, R>, record: R): R {
    const parsed = this.#options.schema.safeParse(record);
    if (!parsed.success) {
      const issues = describeIssues(parsed.error);
      throw new TypeError(`Record "${record.id}" does not fit ${this.#options.path}: ${issues}`);
    }
    const stored = deepFreeze(structuredClone(parsed.data));
    records.set(stored.id, stored);
    return stored;
  }

  async #save(records: ReadonlyMap<string, R>): Promise<void> {
    const { path, assertLockHeld } = this.#options;
    try {
      await replaceFile({
        path,
        content: serializeRecords(records.values()),
        previous: () => serializeRecords(this.#records.values()),
        beforeRename: assertLockHeld,
      });
    } catch (error) {
      throw asStorageError(error, `write ${path}`);
    }
    this.#records = records;
  }

  #error(code: 'RECORD_EXISTS' | 'RECORD_MISSING', id: string, what: string): CatalogError {
    return new CatalogError(code, `Record "${id}" ${what} (${this.#options.path}).`);
  }
}

/** Stable, and of two with the same instant the one inserted later comes first. */
function newestFirst<R extends object>(records: R[]): R[] {
  const isDated = records.some((record) => 'createdAt' in record);
  if (!isDated) return records;
  return records.reverse().sort((a, b) => compare(createdAt(b), createdAt(a)));
}

function createdAt(record: object): string {
  return 'createdAt' in record ? String(record.createdAt) : '';
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** A filter sees the stored record itself; frozen, it cannot change it. */
function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}
