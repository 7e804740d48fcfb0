/**
 * Where packages go. Keys are relative, `/`-separated and made of safe names.
 *
 * Promises of every destination (one contract suite tests them all):
 * - `write` makes the object visible whole or not at all; when it resolves the object is durable.
 *   If the source fails, nothing becomes visible, the partial is deleted, and the source's error is thrown.
 *   It refuses to replace an object that exists.
 * - `read` yields the bytes exactly as stored; a missing object is BACKUP_CORRUPTED naming the key.
 * - Of two writes of the same object at the same time only one resolves, and its bytes stay. A store that cannot be
 *   asked to refuse a replacement (S3 without conditional writes) cannot promise this: there both may resolve, and
 *   the object is one of the two, whole. Whoever needs it there writes to keys that nobody else uses.
 * - `remove` of a missing object is no error. `list` shows finished objects only, in any order;
 *   a listing that fails throws, it never comes back shortened.
 * - No space left is STORAGE_FULL; a login or permission that the storage refuses is STORAGE_REFUSED;
 *   anything else that the storage does wrong is STORAGE_UNAVAILABLE. What fails in passing is tried again first.
 */
import type { Readable } from 'node:stream';

export interface StoredObject {
  key: string;
  sizeBytes: number;
}

export interface StorageSpace {
  /** Bytes of all finished objects. */
  usedBytes: number;
  /** Null where the store does not tell. */
  freeBytes: number | null;
}

export interface WriteOptions {
  /** Fits the pieces to it, where a store limits their number; a wrong expectation does no harm. */
  expectedSizeBytes?: number;
  /** Ends waiting for the store early, with CANCELED; whoever aborts it lets the source fail too. */
  signal?: AbortSignal;
}

/** What a remote store does beyond the basics, found out by trying. They leave objects behind under the given keys only. */
export interface StoreTrials {
  /** One reading request: address, login and permission are right. */
  connect(): Promise<void>;
  /** Writes more than 5 MiB in at least two pieces. */
  writeInParts(key: string, source: AsyncIterable<Buffer>): Promise<number>;
  /** Whether the store itself refuses to replace an object; `key` has to exist, and may be replaced. */
  refusesReplacement(key: string): Promise<boolean>;
  /** Whether the store refuses bytes that do not have the checksum that came with them. */
  refusesDamagedBytes(key: string): Promise<boolean>;
}

export interface Destination {
  /** For people: a directory or an address without secrets. */
  readonly location: string;
  /** Where the store is a remote one, of which there are many kinds. */
  readonly trials?: StoreTrials;
  /** Creates what is missing (never a bucket) and proves by writing and deleting that it can be used. */
  prepare(): Promise<void>;
  write(key: string, source: AsyncIterable<Buffer>, options?: WriteOptions): Promise<StoredObject>;
  read(key: string): Promise<Readable>;
  stat(key: string): Promise<StoredObject | null>;
  list(prefix: string): Promise<StoredObject[]>;
  remove(key: string): Promise<void>;
  /** Deletes what unfinished writes left behind; returns how many. Call only while nothing is being written. */
  sweepPartials(): Promise<number>;
  space(): Promise<StorageSpace>;
  /** For people: where an object or a prefix lies. */
  locate(key: string): string;
}
