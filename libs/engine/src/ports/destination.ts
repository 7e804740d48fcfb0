/**
 * Where packages go. Keys are relative, `/`-separated and made of safe names.
 *
 * Promises of every destination (one contract suite tests them all):
 * - `write` makes the object visible whole or not at all; when it resolves the object is durable.
 *   If the source fails, nothing becomes visible, the partial is deleted, and the source's error is thrown.
 *   It refuses to replace an object that exists.
 * - `read` yields the bytes exactly as stored; a missing object is BACKUP_CORRUPTED naming the key.
 * - `remove` of a missing object is no error. `list` shows finished objects only, in any order;
 *   a listing that fails throws, it never comes back shortened.
 * - No space left is STORAGE_FULL; anything else that the storage does wrong is STORAGE_UNAVAILABLE.
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

export interface Destination {
  /** For people: a directory or an address without secrets. */
  readonly location: string;
  /** Creates what is missing and proves by writing and deleting that it can be used. */
  prepare(): Promise<void>;
  write(key: string, source: AsyncIterable<Buffer>): Promise<StoredObject>;
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
