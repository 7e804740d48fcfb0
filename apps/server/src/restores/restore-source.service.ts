/** Where a restore reads from, and whether what it asks for is there and may be used. */

import type { BackupRecord } from '@holdfast/catalog';
import { HoldfastError, type Destination, type Engine } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { ENGINE } from '../engine/engine.tokens.js';
import { PACKAGE_PLACES, type PackagePlaces } from './package-places.js';
import type { RestoreChoice } from './restore-choice.js';

@Injectable()
export class RestoreSource {
  readonly #engine: Engine;
  readonly #places: PackagePlaces;

  constructor(@Inject(ENGINE) engine: Engine, @Inject(PACKAGE_PLACES) places: PackagePlaces) {
    this.#engine = engine;
    this.#places = places;
  }

  /**
   * Null: the console's own storage.
   * @throws PACKAGE_NOT_TRUSTED, DESTINATION_NOT_FOUND, BACKUP_NOT_RESTORABLE, TABLE_NOT_IN_BACKUP
   */
  async open(backup: BackupRecord, choice: RestoreChoice): Promise<Destination | null> {
    const { destinationId, tables } = choice;
    const from = destinationId === null ? null : await this.#copyOf(backup, destinationId);
    assertTrusted(backup, choice);
    if (tables.length > 0) await this.#assertTables(backup, tables, from);
    return from;
  }

  async #copyOf({ id, copies }: BackupRecord, destinationId: string): Promise<Destination> {
    const from = await this.#places.open(destinationId);
    const copy = copies.find((one) => one.destinationId === destinationId);
    if (copy?.state === 'stored') return from;
    throw new HoldfastError('BACKUP_NOT_RESTORABLE', `Backup ${id} is not stored in that destination.`, {
      hint: 'Choose another destination, or leave it out to use the console’s own storage.',
    });
  }

  async #assertTables(
    { appId, id: backupId }: BackupRecord,
    tables: readonly string[],
    from: Destination | null,
  ): Promise<void> {
    const { components } = await this.#engine.readManifest({ appId, backupId }, from ?? undefined);
    const known = new Set(
      components.flatMap(({ fingerprint }) => fingerprint.tables.map(({ name }) => name)),
    );
    const unknown = tables.find((name) => !known.has(name));
    if (unknown === undefined) return;
    throw new HoldfastError('TABLE_NOT_IN_BACKUP', `Backup ${backupId} does not hold the table ${unknown}.`, {
      hint: 'Name tables as the backup’s list of tables does, with their schema.',
    });
  }
}

/** Where an older catalog does not know who signed it, the engine looks and decides. */
function assertTrusted({ id, authenticity }: BackupRecord, choice: RestoreChoice): void {
  const isOwn = authenticity === null || authenticity === 'own';
  if (choice.mode !== 'apply' || isOwn || choice.isForeignAcknowledged) return;
  const signed = authenticity === 'unsigned' ? 'is not signed' : 'was signed by another installation';
  throw new HoldfastError('PACKAGE_NOT_TRUSTED', `Backup ${id} ${signed}.`, {
    hint:
      'Restoring it runs what it holds with the rights of the database role. If you trust where it comes from, ' +
      'send "acknowledgeForeign": true.',
  });
}
