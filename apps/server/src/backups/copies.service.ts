/** Sends packages to further destinations, one after the other for each, and never gives up silently. */

import type { PackageCopyView } from '@holdfast/contract';
import type { BackupRecord, CopyRecord } from '@holdfast/catalog';
import { asHoldfastError, HoldfastError, type Clock, type Engine } from '@holdfast/engine';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';

import { AuditService } from '../audit/audit.service.js';
import type { Requester } from '../auth/requester.decorator.js';
import { DestinationsService } from '../destinations/destinations.service.js';
import { CLOCK, ENGINE } from '../engine/engine.tokens.js';
import { JsonLogger } from '../logging/json-logger.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import { copyFailed } from './backup-notifications.js';
import { BackupRecords, isGood } from './backup-records.service.js';
import { BackupUsage } from './backup-usage.service.js';
import {
  chainOf,
  copyIn,
  copyViewOf,
  nextToSend,
  waitingCopy,
  withCopy,
  withoutCopy,
  withOutcome,
} from './copy-records.js';
import { sendPatiently } from './send-patiently.js';

@Injectable()
export class CopiesService implements BeforeApplicationShutdown {
  /** One worker for each destination that has something to send. */
  readonly #workers = new Map<string, Promise<void>>();
  /** Destinations whose worker shall look again before it ends. */
  readonly #wanted = new Set<string>();
  /** By backup and destination. */
  readonly #bytesDone = new Map<string, number>();
  readonly #stop = new AbortController();

  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly records: BackupRecords,
    private readonly usage: BackupUsage,
    private readonly destinations: DestinationsService,
    private readonly notifications: NotificationsService,
    private readonly audit: AuditService,
    private readonly logger: JsonLogger,
  ) {}

  /** After a backup: it goes everywhere, and so does what failed to get there before. */
  async planFor(record: BackupRecord): Promise<void> {
    for (const destinationId of await this.destinations.enabledIds()) {
      const overdue = await this.records.list(
        (other) => isGood(other) && copyIn(other, destinationId)?.state === 'failed',
      );
      await this.#enqueue([...overdue, record], destinationId);
    }
  }

  /** On request. @throws BACKUP_NOT_FOUND, INVALID_STATE, DESTINATION_NOT_FOUND */
  async request(id: string, destinationId: string, requester: Requester): Promise<BackupRecord> {
    const record = await this.records.get(id);
    await this.destinations.get(destinationId);
    if (!isGood(record)) throw new HoldfastError('INVALID_STATE', 'Only a good backup can be sent.');
    const details = { destinationId };
    await this.audit.record(requester, { action: 'backup.copy', target: id, outcome: 'success', details });
    await this.#enqueue([record], destinationId);
    return this.records.get(id);
  }

  /** At the start of the console: what was waiting goes on, and what a crash left half sent is cleared away. */
  async resume(): Promise<void> {
    for (const { id } of await this.destinations.list()) {
      this.#sweep(id).catch((error: unknown) =>
        this.logger.warn('Unfinished uploads could not be cleared away', { destinationId: id, error }),
      );
      this.#work(id);
    }
  }

  /** Backups that did not get where they should. */
  failed(): Promise<BackupRecord[]> {
    return this.records.list(({ copies }) => copies.some(({ state }) => state === 'failed'));
  }

  views({ id, copies }: BackupRecord): PackageCopyView[] {
    return copies.map((copy) => {
      const bytesDone = this.#bytesDone.get(keyOf(id, copy.destinationId));
      const live = bytesDone === undefined ? null : { isSending: true, bytesDone };
      return copyViewOf(copy, this.destinations.nameOf(copy.destinationId), live);
    });
  }

  /**
   * Of a backup that is being deleted; each is forgotten as soon as it is gone.
   * @throws where one of them cannot be deleted now; can be repeated.
   */
  async removeAll({ id, appId, copies }: BackupRecord): Promise<void> {
    for (const { destinationId } of copies) {
      if (this.destinations.isKnown(destinationId)) {
        const destination = await this.destinations.open(destinationId);
        await this.engine.deletePackage({ appId, backupId: id }, destination);
      } else {
        this.logger.warn('A copy stays in a destination that is not known any more', {
          backupId: id,
          destinationId,
        });
      }
      await this.records.changeCopies(id, (left) => withoutCopy(left, destinationId));
    }
  }

  /** Resolves when nothing is being sent. */
  async idle(): Promise<void> {
    while (this.#workers.size > 0) await Promise.all(this.#workers.values());
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stop.abort(new HoldfastError('INTERRUPTED', 'The console is being stopped.'));
    await this.idle();
  }

  async #enqueue(chosen: readonly BackupRecord[], destinationId: string): Promise<void> {
    const all = await this.records.list(isGood);
    for (const record of chosen.flatMap((one) => chainOf(one, all))) {
      const copy = copyIn(record, destinationId);
      if (copy?.state === 'stored' && record !== chosen.at(-1)) continue;
      await this.records.changeCopies(record.id, (copies) => withCopy(copies, waitingCopy(destinationId)));
    }
    this.#work(destinationId);
  }

  #work(destinationId: string): void {
    if (this.#stop.signal.aborted) return;
    this.#wanted.add(destinationId);
    if (this.#workers.has(destinationId)) return;
    const worker = this.#sendAll(destinationId).catch((error: unknown) => {
      this.#workers.delete(destinationId);
      this.logger.error('Sending copies stopped; it goes on after the next backup', {
        destinationId,
        error,
      });
    });
    this.#workers.set(destinationId, worker);
  }

  async #sendAll(destinationId: string): Promise<void> {
    while (this.#wanted.delete(destinationId) && !this.#stop.signal.aborted) {
      const record = nextToSend(await this.records.list(), destinationId);
      if (record === null) continue;
      await this.#send(record, destinationId);
      this.#wanted.add(destinationId);
    }
    // At once, so that what is asked for from here on gets a worker of its own.
    this.#workers.delete(destinationId);
  }

  async #send(record: BackupRecord, destinationId: string): Promise<void> {
    const { id, appId } = record;
    const key = keyOf(id, destinationId);
    const release = this.usage.hold(id);
    this.#bytesDone.set(key, 0);
    try {
      const to = await this.destinations.open(destinationId);
      const found = await sendPatiently({ clock: this.clock, signal: this.#stop.signal }, () =>
        this.engine.copyPackage({
          appId,
          backupId: id,
          to,
          onBytes: (bytesDone) => this.#bytesDone.set(key, bytesDone),
          signal: this.#stop.signal,
        }),
      );
      await this.#note(id, {
        ...waitingCopy(destinationId),
        state: 'stored',
        location: found.path,
        sizeBytes: found.sizeBytes,
        storedAt: this.clock.now().toISOString(),
      });
      this.logger.info('Package sent', { backupId: id, destinationId });
    } catch (error) {
      if (!this.#stop.signal.aborted) await this.#fail(record, destinationId, asHoldfastError(error));
    } finally {
      this.#bytesDone.delete(key);
      release();
    }
  }

  /** The package in the console's own storage is as good as before. */
  async #fail(record: BackupRecord, destinationId: string, reason: HoldfastError): Promise<void> {
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

  async #sweep(destinationId: string): Promise<void> {
    const removed = await (await this.destinations.open(destinationId)).sweepPartials();
    if (removed > 0) this.logger.info('Unfinished uploads were cleared away', { destinationId, removed });
  }
}

function keyOf(backupId: string, destinationId: string): string {
  return `${backupId} ${destinationId}`;
}
