/** The records of restores: the one place that lets a restore move from state to state. */

import { RESTORE_TRANSITIONS, type RestoreStatus } from '@holdfast/contract';
import type { Catalog, RestoreRecord } from '@holdfast/catalog';
import { HoldfastError } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { CATALOG } from '../catalog/catalog.token.js';

type Changes = Partial<Omit<RestoreRecord, 'id' | 'status'>>;

@Injectable()
export class RestoreRecords {
  constructor(@Inject(CATALOG) private readonly catalog: Catalog) {}

  /** @throws RESTORE_NOT_FOUND */
  async get(id: string): Promise<RestoreRecord> {
    const record = await this.catalog.restores.get(id);
    if (record !== null) return record;
    throw new HoldfastError('RESTORE_NOT_FOUND', `There is no restore "${id}".`);
  }

  /** Newest first. */
  list(where?: (record: RestoreRecord) => boolean): Promise<RestoreRecord[]> {
    return this.catalog.restores.list(where);
  }

  insert(record: RestoreRecord): Promise<RestoreRecord> {
    return this.catalog.restores.insert(record);
  }

  /** Changes anything but the state. */
  change(id: string, changes: Changes): Promise<RestoreRecord> {
    return this.catalog.restores.update(id, (record) => ({ ...record, ...changes }));
  }

  async keepNewestPreviews(appId: string, count: number): Promise<void> {
    const previews = await this.list(
      (record) => record.mode === 'preview' && record.appId === appId && record.completedAt !== null,
    );
    for (const { id } of previews.slice(count)) await this.catalog.restores.remove(id);
  }

  /** @throws INVALID_STATE where the contract knows no such transition. */
  moveTo(id: string, status: RestoreStatus, changes: Changes): Promise<RestoreRecord> {
    return this.catalog.restores.update(id, (record) => {
      if (!RESTORE_TRANSITIONS[record.status].includes(status)) {
        throw new HoldfastError(
          'INVALID_STATE',
          `Restore ${id} is ${record.status} and cannot become ${status}.`,
        );
      }
      return { ...record, ...changes, status };
    });
  }
}
