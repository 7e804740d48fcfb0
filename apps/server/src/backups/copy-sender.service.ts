/** Sends one package to one destination, patiently, and never gives up silently. */

import type { BackupRecord, CopyRecord } from '@holdfast/catalog';
import {
  asHoldfastError,
  type Clock,
  type Engine,
  type FoundPackage,
  type HoldfastError,
} from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { DestinationsService } from '../destinations/destinations.service.js';
import { CLOCK, ENGINE } from '../engine/engine.tokens.js';
import { JsonLogger } from '../logging/json-logger.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import { copyFailed } from './backup-notifications.js';
import { BackupRecords } from './backup-records.service.js';
import { BackupUsage } from './backup-usage.service.js';
import { waitingCopy, withOutcome } from './copy-records.js';
import { sendPatiently } from './send-patiently.js';

@Injectable()
export class CopySender {
  /** By backup and destination. */
  readonly #bytesDone = new Map<string, number>();

  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly records: BackupRecords,
    private readonly usage: BackupUsage,
    private readonly destinations: DestinationsService,
    private readonly notifications: NotificationsService,
    private readonly logger: JsonLogger,
  ) {}

  /** Null where it is not being sent now. */
  bytesDone(backupId: string, destinationId: string): number | null {
    return this.#bytesDone.get(keyOf(backupId, destinationId)) ?? null;
  }

  /** What comes of it is noted in the record. Stopped by the signal, it goes on waiting. */
  async send(record: BackupRecord, destinationId: string, signal: AbortSignal): Promise<void> {
    const key = keyOf(record.id, destinationId);
    const release = this.usage.hold(record.id);
    this.#bytesDone.set(key, 0);
    try {
      const found = await this.#copy(record, destinationId, signal);
      await this.#stored(record, destinationId, found);
    } catch (error) {
      if (!signal.aborted) await this.#failed(record, destinationId, asHoldfastError(error));
    } finally {
      this.#bytesDone.delete(key);
      release();
    }
  }

  async #copy(
    { id: backupId, appId }: BackupRecord,
    destinationId: string,
    signal: AbortSignal,
  ): Promise<FoundPackage> {
    const to = await this.destinations.open(destinationId);
    const onBytes = (bytesDone: number) => this.#bytesDone.set(keyOf(backupId, destinationId), bytesDone);
    return sendPatiently({ clock: this.clock, signal }, () =>
      this.engine.copyPackage({ appId, backupId, to, onBytes, signal }),
    );
  }

  async #stored({ id }: BackupRecord, destinationId: string, found: FoundPackage): Promise<void> {
    await this.#note(id, {
      ...waitingCopy(destinationId),
      state: 'stored',
      location: found.path,
      sizeBytes: found.sizeBytes,
      storedAt: this.clock.now().toISOString(),
    });
    this.logger.info('Package sent', { backupId: id, destinationId });
  }

  /** The package in the console's own storage is as good as before. */
  async #failed(record: BackupRecord, destinationId: string, reason: HoldfastError): Promise<void> {
    if (!this.destinations.isKnown(destinationId)) return;
    const { code, message, hint } = reason;
    this.logger.error('A package could not be sent', { backupId: record.id, destinationId, error: reason });
    await this.#note(record.id, {
      ...waitingCopy(destinationId),
      state: 'failed',
      errorCode: code,
      errorMessage: message,
      errorHint: hint,
    });
    this.notifications.notify(copyFailed(record, this.destinations.nameOf(destinationId), message));
  }

  async #note(id: string, copy: CopyRecord): Promise<void> {
    await this.records.changeCopies(id, (copies) => withOutcome(copies, copy));
  }
}

function keyOf(backupId: string, destinationId: string): string {
  return `${backupId} ${destinationId}`;
}
