/** Deletes backups: marker first, then the package, then the record; each step can be repeated. */

import type { BackupRecord } from '@holdfast/catalog';
import { asHoldfastError, HoldfastError, type Clock, type Engine } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { AuditService } from '../audit/audit.service.js';
import type { Requester } from '../auth/requester.decorator.js';
import { CLOCK, ENGINE } from '../engine/engine.tokens.js';
import { JsonLogger } from '../logging/json-logger.js';
import { BackupRecords, isGood } from './backup-records.service.js';
import { BackupUsage } from './backup-usage.service.js';
import { CopiesService } from './copies.service.js';

@Injectable()
export class BackupDeletion {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly records: BackupRecords,
    private readonly usage: BackupUsage,
    private readonly copies: CopiesService,
    private readonly audit: AuditService,
    private readonly logger: JsonLogger,
  ) {}

  /** On request. @throws BACKUP_NOT_DELETABLE, BACKUP_NOT_FOUND, or why a copy is left */
  async deleteOne(id: string, requester: Requester): Promise<void> {
    const record = await this.records.get(id);
    await this.#assertDeletable(record);
    const obstacle = await this.carryOut(record);
    const details = { areCopiesLeft: obstacle !== null };
    await this.audit.record(requester, { action: 'backup.delete', target: id, outcome: 'success', details });
    if (obstacle !== null) throw copyLeft(record, obstacle);
  }

  /**
   * Without asking whether it may be deleted: the caller knows. Room is made here first: a destination that
   * cannot be reached must not fill this disk. The record stays, and is no good backup, until the last copy is gone.
   * @returns why a copy could not be deleted yet; null where all is gone
   */
  async carryOut(record: BackupRecord): Promise<HoldfastError | null> {
    const { id, appId } = record;
    return this.usage.whileDeleting(id, async () => {
      await this.records.change(id, { deletionStartedAt: this.clock.now().toISOString() });
      await this.engine.deletePackage({ appId, backupId: id });
      try {
        await this.copies.removeAll(record);
      } catch (error) {
        this.logger.warn('A copy could not be deleted yet; it is tried again', { backupId: id, error });
        return asHoldfastError(error);
      }
      await this.records.remove(id);
      this.logger.info('Backup deleted', { backupId: id });
      return null;
    });
  }

  /** What a crash cut off, or a destination that was away. */
  async finishAll(): Promise<void> {
    for (const record of await this.records.list(({ deletionStartedAt }) => deletionStartedAt !== null)) {
      await this.carryOut(record).catch((error: unknown) =>
        this.logger.error('A deletion could not be finished yet', { backupId: record.id, error }),
      );
    }
  }

  async #assertDeletable(record: BackupRecord): Promise<void> {
    if (record.status === 'pending' || record.status === 'running') {
      throw notDeletable(record, 'it is in progress', 'Cancel it first.');
    }
    const [child] = await this.records.list(({ parentBackupId }) => parentBackupId === record.id);
    if (child !== undefined) {
      throw notDeletable(record, `${child.id} builds on it`, 'Delete that one first.');
    }
    if (record.isPinned) throw notDeletable(record, 'it is pinned', 'Unpin it first.');
    if (!isGood(record) || record.trigger === 'pre-restore') return;
    // A safety snapshot holds what a restore replaced: it does not stand in for the last good backup.
    const good = (await this.records.good(record.appId)).filter(({ trigger }) => trigger !== 'pre-restore');
    if (good.length === 1) {
      throw notDeletable(record, 'it is the only good backup of its application', 'Make a new backup first.');
    }
  }
}

function notDeletable({ id }: BackupRecord, reason: string, hint: string): HoldfastError {
  return new HoldfastError('BACKUP_NOT_DELETABLE', `Backup ${id} cannot be deleted: ${reason}.`, { hint });
}

function copyLeft({ id }: BackupRecord, { code, message }: HoldfastError): HoldfastError {
  const text = `The package of backup ${id} was deleted here, but a copy of it could not be: ${message}`;
  return new HoldfastError(code, text, {
    hint: 'It is tried again by itself with the next clean-up. Where the destination is gone for good, delete it.',
  });
}
