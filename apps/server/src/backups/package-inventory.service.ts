/** What really lies on the storage, held against what the catalog says. */

import type { BackupRecord } from '@holdfast/catalog';
import type { DamagedPackage, Engine, FoundPackage } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { ENGINE } from '../engine/engine.tokens.js';
import { BackupRecords, isGood } from './backup-records.service.js';

export interface Inventory {
  packages: ReadonlyMap<string, FoundPackage>;
  damaged: readonly DamagedPackage[];
  /** Good backups in the catalog whose package is not there. */
  missing: readonly BackupRecord[];
}

@Injectable()
export class PackageInventory {
  #latest: Inventory = { packages: new Map(), damaged: [], missing: [] };

  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    private readonly records: BackupRecords,
  ) {}

  /** @throws where the storage cannot be listed; what was known before stays known. */
  async refresh(): Promise<Inventory> {
    // The records first: a backup that is published meanwhile must not look lost.
    const good = await this.records.list(isGood);
    const { packages, damaged } = await this.engine.listPackages();
    const byId = new Map(packages.map((found) => [found.backupId, found]));
    const damagedIds = new Set(damaged.map(({ backupId }) => backupId));
    const missing = good.filter(({ id }) => !byId.has(id) && !damagedIds.has(id));
    this.#latest = { packages: byId, damaged, missing };
    return this.#latest;
  }

  /** As of the last time somebody looked. */
  latest(): Inventory {
    return this.#latest;
  }
}
