/** Packages on their way in: verified whole before they exist. */

import type { Readable } from 'node:stream';

import type { BackupView } from '@holdfast/contract';
import { asHoldfastError, HoldfastError, type Clock, type Engine } from '@holdfast/engine';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';

import { AuditService } from '../audit/audit.service.js';
import type { Requester } from '../auth/requester.decorator.js';
import { BackupRecords } from '../backups/backup-records.service.js';
import { BackupsService } from '../backups/backups.service.js';
import { importedRecord } from '../backups/new-backup-record.js';
import { PackageInventory } from '../backups/package-inventory.service.js';
import { CLOCK, ENGINE } from '../engine/engine.tokens.js';
import { JsonLogger } from '../logging/json-logger.js';

export interface ImportOrder {
  /** The tar. */
  source: Readable;
  isForeignAcknowledged: boolean;
}

@Injectable()
export class ImportService implements BeforeApplicationShutdown {
  /** The one that runs. */
  #abort: AbortController | null = null;

  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly records: BackupRecords,
    private readonly backups: BackupsService,
    private readonly inventory: PackageInventory,
    private readonly audit: AuditService,
    private readonly logger: JsonLogger,
  ) {}

  /** @throws INVALID_STATE while another import runs, PACKAGE_NOT_TRUSTED, BACKUP_CORRUPTED … */
  async take(order: ImportOrder, requester: Requester): Promise<BackupView> {
    if (this.#abort !== null) {
      throw new HoldfastError('INVALID_STATE', 'Another package is being imported.', {
        hint: 'Wait until that ends.',
      });
    }
    this.#abort = new AbortController();
    try {
      return await this.#take(order, requester, this.#abort.signal);
    } catch (error) {
      const { code } = asHoldfastError(error);
      await this.audit.record(requester, {
        action: 'backup.import',
        target: null,
        outcome: 'failure',
        details: { errorCode: code },
      });
      throw error;
    } finally {
      this.#abort = null;
    }
  }

  beforeApplicationShutdown(): void {
    this.#abort?.abort(new HoldfastError('INTERRUPTED', 'The console is being stopped.'));
  }

  async #take(
    { source, isForeignAcknowledged }: ImportOrder,
    requester: Requester,
    signal: AbortSignal,
  ): Promise<BackupView> {
    const imported = await this.engine.importPackage({
      source: source as AsyncIterable<Buffer>,
      isForeignAcknowledged,
      onBytes: () => undefined,
      signal,
    });
    const verifiedAt = this.clock.now().toISOString();
    const record = await this.records.insert({
      ...importedRecord(imported),
      verificationLevel: imported.level,
      verifiedAt,
    });
    const { id, authenticity, appId } = record;
    this.logger.info('Package imported', { backupId: id, appId, authenticity });
    const details = { authenticity };
    await this.audit.record(requester, { action: 'backup.import', target: id, outcome: 'success', details });
    await this.inventory.refresh();
    return this.backups.view(record);
  }
}
