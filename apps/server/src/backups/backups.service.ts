/** Backups: ask for one, look at them, cancel, pin and acknowledge. */

import type {
  AcceptedView,
  BackupDetailView,
  BackupTrigger,
  BackupType,
  BackupView,
  TableView,
} from '@holdfast/contract';
import type { BackupRecord } from '@holdfast/catalog';
import {
  formatBackupId,
  HoldfastError,
  uniqueBackupId,
  type Application,
  type Clock,
  type Engine,
} from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { ApplicationsService, databaseNameOf } from '../applications/applications.service.js';
import { AuditService } from '../audit/audit.service.js';
import type { Requester } from '../auth/requester.decorator.js';
import { CLOCK, ENGINE } from '../engine/engine.tokens.js';
import { JOB_QUEUE, type JobQueue, type JobSlot } from '../jobs/job-queue.js';
import { JsonLogger } from '../logging/json-logger.js';
import { BackupAftermath } from './backup-aftermath.js';
import { BackupProgress } from './backup-progress.js';
import { BackupRecords } from './backup-records.service.js';
import { BackupRunner } from './backup-runner.js';
import { backupViewOf } from './backup-view.js';
import { tableViewsOf } from './manifest-views.js';
import { CopiesService } from './copies.service.js';
import { newBackupRecord, type BackupOrder } from './new-backup-record.js';

export interface BackupRequest {
  appId?: string | undefined;
  /** Full where it is left out. */
  type?: BackupType | undefined;
  trigger: Exclude<BackupTrigger, 'pre-restore'>;
  description?: string | undefined;
}

@Injectable()
export class BackupsService {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(JOB_QUEUE) private readonly queue: JobQueue,
    private readonly applications: ApplicationsService,
    private readonly records: BackupRecords,
    private readonly runner: BackupRunner,
    private readonly progress: BackupProgress,
    private readonly aftermath: BackupAftermath,
    private readonly copies: CopiesService,
    private readonly audit: AuditService,
    private readonly logger: JsonLogger,
  ) {}

  /** @throws JOB_ALREADY_RUNNING, APPLICATION_NOT_FOUND */
  async request(
    { appId, type = 'full', trigger, description }: BackupRequest,
    requester: Requester,
  ): Promise<AcceptedView> {
    const application = appId === undefined ? this.applications.getDefault() : this.applications.get(appId);
    const order: BackupOrder = {
      application,
      type,
      trigger,
      description: description ?? null,
      requestedBy: requester.actor,
    };
    const id = await this.#newId(application, false);
    const slot = this.queue.reserve(jobOf(id, application, trigger));
    try {
      await this.records.insert(newBackupRecord(id, order, this.clock.now()));
    } catch (error) {
      slot.release();
      throw error;
    }
    this.#start(slot, id, application);
    return { id, status: 'pending' };
  }

  /** Runs a record that was still waiting when the console stopped. */
  resume(record: BackupRecord): void {
    const application = this.applications.get(record.appId);
    const slot = this.queue.reserve(jobOf(record.id, application, record.trigger));
    this.#start(slot, record.id, application);
  }

  /** The backup of the current data inside a restore's own job. Returns its id; throws if it failed. */
  async takeSafetySnapshot(
    application: Application,
    requestedBy: string,
    signal: AbortSignal,
    onBytes: (bytes: number) => void,
  ): Promise<string> {
    const id = await this.#newId(application, true);
    const order: BackupOrder = {
      application,
      type: 'full',
      trigger: 'pre-restore',
      description: null,
      requestedBy,
    };
    await this.records.insert(newBackupRecord(id, order, this.clock.now()));
    await this.runner.run({ id, application, signal, onBytes });
    return id;
  }

  async cancel(id: string, requester: Requester): Promise<BackupView> {
    const record = await this.records.get(id);
    const isOpen = record.status === 'pending' || record.status === 'running';
    if (!isOpen || !this.queue.cancel(id)) {
      throw new HoldfastError('INVALID_STATE', `Backup ${id} is not running, so it cannot be cancelled.`, {
        hint:
          record.trigger === 'pre-restore' && isOpen
            ? 'Cancel the restore it belongs to.'
            : 'Reload the list.',
      });
    }
    await this.audit.record(requester, { action: 'backup.cancel', target: id, outcome: 'success' });
    return this.view(await this.records.get(id));
  }

  async setPinned(id: string, isPinned: boolean, requester: Requester): Promise<BackupView> {
    const record = await this.records.get(id);
    if (record.status !== 'success') {
      throw new HoldfastError('INVALID_STATE', 'Only a successful backup can be pinned.');
    }
    const changed = await this.records.change(id, { isPinned });
    const action = isPinned ? 'backup.pin' : 'backup.unpin';
    await this.audit.record(requester, { action, target: id, outcome: 'success' });
    return this.view(changed);
  }

  /** Someone looked at the anomalies: retention may go on. */
  async acknowledge(id: string, requester: Requester): Promise<BackupView> {
    const { anomalies } = await this.records.get(id);
    if (anomalies.length === 0) {
      throw new HoldfastError('INVALID_STATE', 'This backup has no anomaly to acknowledge.');
    }
    const changed = await this.records.change(id, { areAnomaliesAcknowledged: true });
    await this.audit.record(requester, { action: 'anomaly.acknowledge', target: id, outcome: 'success' });
    return this.view(changed);
  }

  async detail(id: string): Promise<BackupDetailView> {
    const record = await this.records.get(id);
    return { ...this.view(record), tables: await this.#tablesOf(record) };
  }

  view(record: BackupRecord): BackupView {
    return backupViewOf(record, this.progress.of(record.id), this.copies.views(record));
  }

  #start(slot: JobSlot, id: string, application: Application): void {
    slot.start(
      async (signal) => {
        // What makes it fail is recorded and logged by the runner; the record tells it on.
        await this.runner.run({ id, application, signal }).catch(() => undefined);
      },
      async () => this.aftermath.of(await this.records.get(id)),
    );
  }

  async #tablesOf({ status, appId, id }: BackupRecord): Promise<TableView[]> {
    if (status !== 'success') return [];
    try {
      return tableViewsOf(await this.engine.readManifest({ appId, backupId: id }));
    } catch (error) {
      this.logger.warn('A backup’s manifest cannot be read', { backupId: id, error });
      return [];
    }
  }

  async #newId(application: Application, isSafetySnapshot: boolean): Promise<string> {
    const taken = new Set((await this.records.list()).map(({ id }) => id));
    const { workspaceId } = application;
    const createdAt = this.clock.now();
    const databaseName = databaseNameOf(application);
    return uniqueBackupId(formatBackupId({ databaseName, workspaceId, createdAt, isSafetySnapshot }), (id) =>
      taken.has(id),
    );
  }
}

function jobOf(id: string, { appId, workspaceId }: Application, triggerType: string) {
  return { id, kind: 'backup' as const, appId, workspaceId, triggerType };
}
