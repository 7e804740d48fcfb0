/** The records of backups: the one place that lets a backup move from state to state. */

import { BACKUP_TRANSITIONS, type BackupStatus } from '@holdfast/contract';
import type { BackupRecord, Catalog, CopyRecord } from '@holdfast/catalog';
import { HoldfastError, type FoundPackage } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { CATALOG } from '../catalog/catalog.token.js';
import { importedRecord } from './new-backup-record.js';

@Injectable()
export class BackupRecords {
  constructor(@Inject(CATALOG) private readonly catalog: Catalog) {}

  /** @throws BACKUP_NOT_FOUND */
  async get(id: string): Promise<BackupRecord> {
    const record = await this.catalog.backups.get(id);
    if (record !== null) return record;
    throw new HoldfastError('BACKUP_NOT_FOUND', `There is no backup "${id}".`);
  }

  find(id: string): Promise<BackupRecord | null> {
    return this.catalog.backups.get(id);
  }

  /** Newest first. */
  list(where?: (record: BackupRecord) => boolean): Promise<BackupRecord[]> {
    return this.catalog.backups.list(where);
  }

  /** As a package describes itself; it is not kept yet. */
  ofPackage(found: FoundPackage): BackupRecord {
    return importedRecord(found);
  }

  insert(record: BackupRecord): Promise<BackupRecord> {
    return this.catalog.backups.insert(record);
  }

  /** Changes anything but the state. */
  change(id: string, changes: Partial<Omit<BackupRecord, 'id' | 'status'>>): Promise<BackupRecord> {
    return this.catalog.backups.update(id, (record) => ({ ...record, ...changes }));
  }

  /** In one step, because several destinations are sent to at once. Nothing where the backup is gone. */
  async changeCopies(id: string, change: (copies: CopyRecord[]) => CopyRecord[]): Promise<void> {
    if ((await this.find(id)) === null) return;
    await this.catalog.backups.update(id, (record) => ({ ...record, copies: change(record.copies) }));
  }

  /** @throws INVALID_STATE where the contract knows no such transition. */
  moveTo(
    id: string,
    status: BackupStatus,
    changes: Partial<Omit<BackupRecord, 'id' | 'status'>>,
  ): Promise<BackupRecord> {
    return this.catalog.backups.update(id, (record) => {
      assertTransition(record, status);
      return { ...record, ...changes, status };
    });
  }

  remove(id: string): Promise<boolean> {
    return this.catalog.backups.remove(id);
  }

  /** Of one application, newest first: whole, proven when made, and not about to be deleted. */
  good(appId: string): Promise<BackupRecord[]> {
    return this.list((record) => record.appId === appId && isGood(record));
  }
}

export function isGood({ status, verificationLevel, deletionStartedAt }: BackupRecord): boolean {
  return status === 'success' && verificationLevel !== null && deletionStartedAt === null;
}

function assertTransition({ id, status: from }: BackupRecord, to: BackupStatus): void {
  if (BACKUP_TRANSITIONS[from].includes(to)) return;
  throw new HoldfastError('INVALID_STATE', `Backup ${id} is ${from} and cannot become ${to}.`);
}
