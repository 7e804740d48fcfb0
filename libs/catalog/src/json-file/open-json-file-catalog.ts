/** Opens the default catalog: JSON files in one directory, one writer. */

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { z } from 'zod';

import type { CatalogError } from '../catalog-error.js';
import type { Catalog } from '../catalog.js';
import { openAuditFile, readAuditHead } from './audit-file.js';
import { damaged } from './damage.js';
import { lockDirectory, type DirectoryLock } from './directory-lock.js';
import { readRecords, serializeRecords } from './document.js';
import { RecordFile } from './record-file.js';
import { RECORD_FILES, recordedFiles, recordFiles, SCHEMAS } from './record-files.js';
import { removeLeftovers, replaceFile } from './replace-file.js';
import { asStorageError } from './storage-error.js';

export interface JsonFileCatalogOptions {
  /** `{BACKUP_STORAGE_PATH}/metadata`; made where it is missing. */
  directory: string;
  clock: { now(): Date };
  /** Called once if another process took the catalog over: from then on every write is refused. */
  onLockLost: (error: CatalogError) => void;
}

/**
 * Throws CATALOG_LOCKED while another process has it open, CATALOG_DAMAGED where a file cannot be trusted
 * (it is left as it is), CATALOG_UNAVAILABLE where the storage refuses or a newer version wrote the files.
 */
export async function openJsonFileCatalog(options: JsonFileCatalogOptions): Promise<Catalog> {
  const { directory, clock, onLockLost } = options;
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const lock = await lockDirectory({ directory, clock, onLost: onLockLost });
    try {
      return await openFiles(options, lock);
    } catch (error) {
      await lock.release();
      throw error;
    }
  } catch (error) {
    throw asStorageError(error, `open the catalog in ${directory}`);
  }
}

async function openFiles(
  { directory, clock }: JsonFileCatalogOptions,
  lock: DirectoryLock,
): Promise<Catalog> {
  await removeLeftovers(directory);
  const assertLockHeld = () => lock.assertHeld();
  const auditHead = await readAuditHead(directory);
  const expected = auditHead === null ? [] : await recordedFiles(directory);
  const open = <R extends { id: string }>(name: string, schema: z.ZodType<R>) =>
    openRecordFile({
      path: join(directory, name),
      schema,
      isExpected: expected.includes(name),
      assertLockHeld,
    });

  const backups = await open('backups.json', SCHEMAS['backups.json']);
  const restores = await open('restores.json', SCHEMAS['restores.json']);
  const users = await open('users.json', SCHEMAS['users.json']);
  const sessions = await open('sessions.json', SCHEMAS['sessions.json']);
  const apiKeys = await open('api-keys.json', SCHEMAS['api-keys.json']);
  const settings = await open('settings.json', SCHEMAS['settings.json']);
  const destinations = await open('destinations.json', SCHEMAS['destinations.json']);
  await recordFiles(directory, RECORD_FILES);
  // Last, because the head that it leaves says that the other files exist.
  const audit = await openAuditFile({ directory, clock, assertLockHeld }, auditHead);

  const stores = { backups, restores, users, sessions, apiKeys, settings, destinations, audit };
  const close = async () => {
    await Promise.all(Object.values(stores).map((store) => store.close()));
    await lock.release();
  };
  return { ...stores, close };
}

interface RecordFileSource<R> {
  path: string;
  schema: z.ZodType<R>;
  isExpected: boolean;
  assertLockHeld: () => Promise<void>;
}

/** A file that was there and is missing is a lost file: an empty one in its place would hide the loss. */
async function openRecordFile<R extends { id: string }>(source: RecordFileSource<R>): Promise<RecordFile<R>> {
  const { path, schema, isExpected, assertLockHeld } = source;
  const records = await readRecords(path, schema);
  if (records === null && isExpected) throw damaged(path, 'is missing');
  if (records === null) {
    await replaceFile({
      path,
      content: serializeRecords([]),
      previous: () => null,
      beforeRename: assertLockHeld,
    });
  }
  return new RecordFile({ path, schema, records: records ?? [], assertLockHeld });
}
