/** Packages in further destinations: what goes where, one after the other for each, and what is deleted there. */

import type { PackageCopyView } from '@holdfast/contract';
import type { BackupRecord } from '@holdfast/catalog';
import { asHoldfastError, HoldfastError, type Engine } from '@holdfast/engine';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';

import { AuditService } from '../audit/audit.service.js';
import type { Requester } from '../auth/requester.decorator.js';
import { DestinationsService } from '../destinations/destinations.service.js';
import { ENGINE } from '../engine/engine.tokens.js';
import { JsonLogger } from '../logging/json-logger.js';
import { BackupRecords, isGood } from './backup-records.service.js';
import { BackupUsage } from './backup-usage.service.js';
import {
  basesOf,
  copyIn,
  copyViewOf,
  nextToSend,
  waitingCopy,
  withCopy,
  withoutCopy,
} from './copy-records.js';
import { CopySender } from './copy-sender.service.js';
import { PackageInventory } from './package-inventory.service.js';

@Injectable()
export class CopiesService implements BeforeApplicationShutdown {
  /** One worker for each destination that has something to send. */
  readonly #workers = new Map<string, Promise<void>>();
  /** Destinations whose worker shall look again before it ends. */
  readonly #wanted = new Set<string>();
  readonly #stop = new AbortController();

  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    private readonly records: BackupRecords,
    private readonly usage: BackupUsage,
    private readonly inventory: PackageInventory,
    private readonly sender: CopySender,
    private readonly destinations: DestinationsService,
    private readonly audit: AuditService,
    private readonly logger: JsonLogger,
  ) {}

  /** After a backup: it goes everywhere, and so does what failed to get there before. */
  async planFor(record: BackupRecord): Promise<void> {
    for (const destinationId of await this.destinations.enabledIds()) {
      const overdue = await this.records.list(
        (other) => isGood(other) && copyIn(other, destinationId)?.state === 'failed' && !this.#isLost(other),
      );
      await this.#enqueue([...overdue, record], destinationId);
    }
  }

  /** On request. @throws BACKUP_NOT_FOUND, INVALID_STATE, DESTINATION_NOT_FOUND */
  async request(id: string, destinationId: string, requester: Requester): Promise<BackupRecord> {
    const record = await this.records.get(id);
    const { name, isEnabled } = await this.destinations.get(destinationId);
    if (!isEnabled) throw switchedOff(name);
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
      const { destinationId } = copy;
      const bytesDone = this.sender.bytesDone(id, destinationId);
      return copyViewOf(copy, this.destinations.nameOf(destinationId), bytesDone);
    });
  }

  /**
   * Of a backup that is being deleted; each is forgotten as soon as it is gone.
   * @throws where one of them cannot be deleted now, once all were tried; can be repeated.
   */
  async removeAll(record: BackupRecord): Promise<void> {
    const obstacles: HoldfastError[] = [];
    for (const { destinationId } of record.copies) {
      try {
        await this.#remove(record, destinationId);
      } catch (error) {
        obstacles.push(obstacleIn(this.destinations.nameOf(destinationId), asHoldfastError(error)));
      }
    }
    const [first] = obstacles;
    if (first !== undefined) throw first;
  }

  /** Resolves when nothing is being sent. */
  async idle(): Promise<void> {
    while (this.#workers.size > 0) await Promise.all(this.#workers.values());
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stop.abort(new HoldfastError('INTERRUPTED', 'The console is being stopped.'));
    await this.idle();
  }

  /** What was chosen is sent in any case; what it builds on only where it is not there yet. */
  async #enqueue(chosen: readonly BackupRecord[], destinationId: string): Promise<void> {
    const good = await this.records.list(isGood);
    const bases = chosen
      .flatMap((record) => basesOf(record, good))
      .filter((base) => copyIn(base, destinationId)?.state !== 'stored' && !this.#isLost(base));
    for (const id of new Set([...bases, ...chosen].map((record) => record.id))) {
      await this.records.changeCopies(id, (copies) => withCopy(copies, waitingCopy(destinationId)));
    }
    this.#work(destinationId);
  }

  /** Its package vanished from the storage of the console: there is nothing to send. */
  #isLost({ id }: BackupRecord): boolean {
    return this.inventory.latest().missing.some((record) => record.id === id);
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
      const record = await this.#next(destinationId);
      if (record === null) continue;
      await this.sender.send(record, destinationId, this.#stop.signal);
      this.#wanted.add(destinationId);
    }
    // At once, so that what is asked for from here on gets a worker of its own.
    this.#workers.delete(destinationId);
  }

  /** What waits for a destination that is switched off goes on waiting. */
  async #next(destinationId: string): Promise<BackupRecord | null> {
    if (!(await this.destinations.enabledIds()).includes(destinationId)) return null;
    const records = await this.records.list(
      ({ id, deletionStartedAt }) => deletionStartedAt === null && !this.usage.isBeingDeleted(id),
    );
    return nextToSend(records, destinationId);
  }

  async #remove({ id, appId }: BackupRecord, destinationId: string): Promise<void> {
    if (this.destinations.isKnown(destinationId)) {
      const destination = await this.destinations.open(destinationId);
      await this.engine.deletePackage({ appId, backupId: id }, destination);
    } else {
      const facts = { backupId: id, destinationId };
      this.logger.warn('A copy stays in a destination that is not known any more', facts);
    }
    await this.records.changeCopies(id, (left) => withoutCopy(left, destinationId));
  }

  async #sweep(destinationId: string): Promise<void> {
    const removed = await (await this.destinations.open(destinationId)).sweepPartials();
    if (removed > 0) this.logger.info('Unfinished uploads were cleared away', { destinationId, removed });
  }
}

function switchedOff(name: string): HoldfastError {
  return new HoldfastError('INVALID_STATE', `The destination ${name} is switched off.`, {
    hint: 'Switch it on first.',
  });
}

function obstacleIn(name: string, { code, message, hint }: HoldfastError): HoldfastError {
  return new HoldfastError(code, `${name}: ${message}`, hint === null ? {} : { hint });
}
