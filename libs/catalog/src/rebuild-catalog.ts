/** For a catalog that is damaged: what is sound stays, the rest is moved aside and begins anew. */

import { access, rename } from 'node:fs/promises';
import { join } from 'node:path';

import { CatalogError } from './catalog-error.js';
import { openAuditFile, readAuditHead } from './json-file/audit-file.js';
import { lockDirectory, type DirectoryLock } from './json-file/directory-lock.js';
import { readRecords, serializeRecords } from './json-file/document.js';
import { listPath, RECORD_FILES, recordedFiles, recordFiles, SCHEMAS } from './json-file/record-files.js';
import { replaceFile } from './json-file/replace-file.js';
import { asStorageError } from './json-file/storage-error.js';

export interface RebuildOptions {
  /** `{BACKUP_STORAGE_PATH}/metadata`. */
  directory: string;
  clock: { now(): Date };
}

export interface RebuildReport {
  /** Files that were sound. */
  kept: string[];
  /** Absolute paths. Nothing is ever deleted. */
  movedAside: { from: string; to: string }[];
  /** Files that were missing: empty ones stand there now. */
  madeAnew: string[];
}

/**
 * Throws CATALOG_LOCKED while a console runs, CATALOG_UNAVAILABLE where there is no catalog or the storage
 * refuses. Can be repeated. The console takes in the backups from their packages when it starts.
 */
export async function rebuildCatalog(options: RebuildOptions): Promise<RebuildReport> {
  const { directory, clock } = options;
  await assertThere(directory);
  try {
    const lock = await lockDirectory({ directory, clock, onLost: () => undefined });
    try {
      return await new Rebuild(options, lock).run();
    } finally {
      await lock.release();
    }
  } catch (error) {
    throw asStorageError(error, `rebuild the catalog in ${directory}`);
  }
}

class Rebuild {
  readonly #directory: string;
  readonly #clock: RebuildOptions['clock'];
  readonly #lock: DirectoryLock;
  readonly #report: RebuildReport = { kept: [], movedAside: [], madeAnew: [] };

  constructor({ directory, clock }: RebuildOptions, lock: DirectoryLock) {
    this.#directory = directory;
    this.#clock = clock;
    this.#lock = lock;
  }

  async run(): Promise<RebuildReport> {
    const isNew = await this.#mendAuditHead();
    await this.#mendList();
    for (const name of RECORD_FILES) await this.#mend(name as keyof typeof SCHEMAS);
    await recordFiles(this.#directory, RECORD_FILES);
    await this.#tellAudit(isNew);
    return this.#report;
  }

  /** A log whose head is lost cannot be continued; what it says stays readable beside it. */
  async #mendAuditHead(): Promise<boolean> {
    try {
      return (await readAuditHead(this.#directory)) === null;
    } catch (error) {
      if (!isDamage(error)) throw error;
      for (const name of ['audit-head.json', 'audit.jsonl']) await this.#moveAside(name);
      return true;
    }
  }

  async #mendList(): Promise<void> {
    const list = listPath(this.#directory);
    await recordedFiles(this.#directory).catch(async (error: unknown) => {
      if (!isDamage(error)) throw error;
      await this.#moveAside(list.slice(this.#directory.length + 1));
    });
  }

  async #mend(name: keyof typeof SCHEMAS): Promise<void> {
    if (await this.#isSound(name)) {
      this.#report.kept.push(name);
      return;
    }
    if (!(await this.#moveAside(name))) this.#report.madeAnew.push(name);
    await replaceFile({
      path: join(this.#directory, name),
      content: serializeRecords([]),
      previous: () => null,
      beforeRename: () => this.#lock.assertHeld(),
    });
  }

  async #isSound(name: keyof typeof SCHEMAS): Promise<boolean> {
    try {
      return (await readRecords<{ id: string }>(join(this.#directory, name), SCHEMAS[name])) !== null;
    } catch (error) {
      if (isDamage(error)) return false;
      throw error;
    }
  }

  /** Returns whether there was such a file. */
  async #moveAside(name: string): Promise<boolean> {
    const from = join(this.#directory, name);
    if (!(await isThere(from))) return false;
    const to = `${from}.damaged-${this.#clock.now().toISOString().replace(/[:.]/g, '-')}`;
    await rename(from, to);
    this.#report.movedAside.push({ from, to });
    return true;
  }

  async #tellAudit(isNew: boolean): Promise<void> {
    const { directory, clock, lock } = { directory: this.#directory, clock: this.#clock, lock: this.#lock };
    const head = isNew ? null : await readAuditHead(directory);
    const audit = await openAuditFile({ directory, clock, assertLockHeld: () => lock.assertHeld() }, head);
    await audit.append({
      at: clock.now().toISOString(),
      actor: 'system',
      action: 'catalog.rebuild',
      target: null,
      outcome: 'success',
      ip: null,
      details: { movedAside: this.#report.movedAside.length, madeAnew: this.#report.madeAnew.length },
    });
    await audit.close();
  }
}

function isDamage(error: unknown): boolean {
  return error instanceof CatalogError && error.code === 'CATALOG_DAMAGED';
}

async function assertThere(directory: string): Promise<void> {
  if (await isThere(directory)) return;
  throw new CatalogError(
    'CATALOG_UNAVAILABLE',
    `There is no catalog in ${directory}.`,
    'Set BACKUP_STORAGE_PATH to the storage of the console. Without a catalog the console simply makes one.',
  );
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
