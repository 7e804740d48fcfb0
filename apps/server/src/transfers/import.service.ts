/** Packages on their way in: verified whole before they exist. */

import type { Readable } from 'node:stream';

import type { BackupView } from '@holdfast/contract';
import type { BackupRecord } from '@holdfast/catalog';
import {
  asHoldfastError,
  HoldfastError,
  type Application,
  type Clock,
  type Engine,
  type ImportedPackage,
} from '@holdfast/engine';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';

import { ApplicationsService } from '../applications/applications.service.js';
import { AuditService } from '../audit/audit.service.js';
import type { Requester } from '../auth/requester.decorator.js';
import { BackupRecords, isGood } from '../backups/backup-records.service.js';
import { BackupsService } from '../backups/backups.service.js';
import { PackageInventory } from '../backups/package-inventory.service.js';
import { QuotaService } from '../backups/quota.service.js';
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
    private readonly applications: ApplicationsService,
    private readonly quota: QuotaService,
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
    await this.quota.makeRoom();
    const imported = await this.engine.importPackage({
      source: source as AsyncIterable<Buffer>,
      isForeignAcknowledged,
      onBytes: () => undefined,
      signal,
    });
    const record = await this.#list(imported).catch(async (error: unknown) => {
      // What is not listed must not lie there either: the next start would take it in.
      await this.engine.deletePackage(imported);
      throw error;
    });
    const { id, authenticity, appId } = record;
    this.logger.info('Package imported', { backupId: id, appId, authenticity });
    const details = { authenticity };
    await this.audit.record(requester, { action: 'backup.import', target: id, outcome: 'success', details });
    await this.inventory.refresh();
    return this.backups.view(record);
  }

  /** Where the record is there and only its package was lost, it is whole again. */
  async #list(imported: ImportedPackage): Promise<BackupRecord> {
    assertOwn(imported, this.applications.all());
    const { level: verificationLevel, backupId } = imported;
    const verifiedAt = this.clock.now().toISOString();
    const fresh = { ...this.records.ofPackage(imported), verificationLevel, verifiedAt };
    const known = await this.records.find(backupId);
    // Somebody wanted it here, however old it is: the clean-up must not take it away at once.
    if (known === null) return this.records.insert({ ...fresh, isPinned: true });
    if (!isGood(known)) {
      throw new HoldfastError(
        'INVALID_STATE',
        `Backup ${backupId} is listed as ${known.status} or deleted.`,
        {
          hint: 'Delete that entry first, then import again.',
        },
      );
    }
    const { path, sizeBytes, checksum, authenticity, components } = fresh;
    const found = { path, sizeBytes, checksum, authenticity, components, verificationLevel, verifiedAt };
    return this.records.change(backupId, found);
  }
}

/** One of another application could never be restored here. */
function assertOwn({ appId, manifest }: ImportedPackage, applications: readonly Application[]): void {
  if (applications.some((application) => application.appId === appId)) return;
  throw new HoldfastError(
    'APPLICATION_NOT_FOUND',
    `The package is of the application "${manifest.appName}" (${appId}), which this console does not have.`,
    { hint: 'Set DATABASE_URL where no application is shown, or restore it with `holdfast recover`.' },
  );
}
