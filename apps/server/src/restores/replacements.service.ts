/** What restores put on a server and what they keep there, whatever their strategy: settle, undo, drop, measure. */

import type { RestoreRecord } from '@holdfast/catalog';
import type { Application, Engine } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { ENGINE } from '../engine/engine.tokens.js';

@Injectable()
export class Replacements {
  readonly #engine: Engine;

  constructor(@Inject(ENGINE) engine: Engine) {
    this.#engine = engine;
  }

  /** What a restore that was cut off came to, by looking at the server. */
  async settle(application: Application, record: RestoreRecord): Promise<'untouched' | 'restored'> {
    if (isOfTables(record)) return this.#engine.settleTables(application, record.tablesReplacements);
    const { outcome } = await this.#engine.settleRestore(application, record.replacements);
    return outcome === 'swapped' ? 'restored' : 'untouched';
  }

  async undo(application: Application, record: RestoreRecord): Promise<void> {
    if (isOfTables(record)) await this.#engine.undoTables(application, record.tablesReplacements);
    else await this.#engine.undoRestore(application, record.replacements);
  }

  /** For an undo that ended in an error: whether it was done all the same. */
  async isUndone(application: Application, record: RestoreRecord): Promise<boolean> {
    if (isOfTables(record)) {
      return (await this.settle(application, record).catch(() => 'restored')) === 'untouched';
    }
    const states = await this.#engine.replacementStates(application, record.replacements).catch(() => []);
    return states.length > 0 && states.every((state) => state === 'undone');
  }

  async discard(application: Application, record: RestoreRecord): Promise<void> {
    if (isOfTables(record)) await this.#engine.discardTables(application, record.tablesReplacements);
    else await this.#engine.discardKept(application, record.replacements);
  }

  sizeBytes(application: Application, record: RestoreRecord): Promise<number | null> {
    return isOfTables(record)
      ? this.#engine.keptTablesSizeBytes(application, record.tablesReplacements)
      : this.#engine.keptSizeBytes(application, record.replacements);
  }
}

/** Recorded before anything is created: whether there may be something on the server. */
export function hasReplacements({ replacements, tablesReplacements }: RestoreRecord): boolean {
  return replacements.length > 0 || tablesReplacements.length > 0;
}

/** The database, or the schema in the live database, that holds what stood before. */
export function keptNameOf(record: RestoreRecord): string | null {
  if (!record.hasKeptDatabases) return null;
  return record.replacements[0]?.keptName ?? record.tablesReplacements[0]?.keptSchema ?? null;
}

function isOfTables({ tablesReplacements }: RestoreRecord): boolean {
  return tablesReplacements.length > 0;
}
