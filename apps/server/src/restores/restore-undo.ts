/** The way back: brings what stood before a restore back, or gives it up. */

import type { RestoreRecord } from '@holdfast/catalog';
import { HoldfastError, type Application, type Clock } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { ApplicationsService } from '../applications/applications.service.js';
import { AuditService } from '../audit/audit.service.js';
import { SYSTEM, type Requester } from '../auth/requester.decorator.js';
import { CautiousTime } from '../engine/cautious-time.js';
import { CLOCK } from '../engine/engine.tokens.js';
import { JOB_QUEUE, type JobQueue } from '../jobs/job-queue.js';
import { JsonLogger } from '../logging/json-logger.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import { Replacements } from './replacements.service.js';
import { restoreUndone } from './restore-notifications.js';
import { RestoreRecords } from './restore-records.service.js';
import { whyNotUndoable } from './undo-rules.js';

@Injectable()
export class RestoreUndo {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(JOB_QUEUE) private readonly queue: JobQueue,
    private readonly cautiousTime: CautiousTime,
    private readonly applications: ApplicationsService,
    private readonly records: RestoreRecords,
    private readonly replacements: Replacements,
    private readonly audit: AuditService,
    private readonly notifications: NotificationsService,
    private readonly logger: JsonLogger,
  ) {}

  /** @throws UNDO_NOT_AVAILABLE, JOB_ALREADY_RUNNING */
  async undo(id: string, requester: Requester): Promise<RestoreRecord> {
    const record = await this.records.get(id);
    const reason = whyNotUndoable(record, await this.records.list(), this.clock.now());
    if (reason !== null)
      throw new HoldfastError('UNDO_NOT_AVAILABLE', `Restore ${id} cannot be undone: ${reason}.`);
    return this.#inJob(record, async (application) => {
      try {
        await this.replacements.undo(application, record);
      } catch (error) {
        await this.#audit(record, requester, 'restore.undo', 'failure');
        if (!(await this.#isDone(error, record, application))) throw error;
      }
      const undone = await this.recordUndone(id);
      await this.#audit(record, requester, 'restore.undo', 'success');
      this.notifications.notify(restoreUndone(undone));
      return undone;
    });
  }

  /** Removes the kept databases now. @throws UNDO_NOT_AVAILABLE where none is kept. */
  async discard(id: string, requester: Requester): Promise<RestoreRecord> {
    const record = await this.records.get(id);
    if (!record.hasKeptDatabases) {
      throw new HoldfastError('UNDO_NOT_AVAILABLE', `Restore ${id} keeps nothing that stood before.`);
    }
    return this.#inJob(record, async (application) => {
      await this.replacements.discard(application, record);
      await this.#audit(record, requester, 'restore.discard-undo', 'success');
      this.logger.info('What was kept for an undo was removed', { restoreId: id });
      return this.records.change(id, { hasKeptDatabases: false, undoExpiresAt: null });
    });
  }

  /** Removes what is kept longer than promised; where that fails, the next call tries again. */
  async discardExpired(): Promise<void> {
    const nowMs = this.cautiousTime.now().getTime();
    const expired = await this.records.list(
      ({ hasKeptDatabases, undoExpiresAt }) =>
        hasKeptDatabases && undoExpiresAt !== null && Date.parse(undoExpiresAt) <= nowMs,
    );
    for (const record of expired) {
      if (this.queue.find(record.appId) !== null) continue;
      await this.discard(record.id, SYSTEM).catch((error: unknown) => {
        this.logger.warn('What is kept for an undo could not be removed; it is tried again', {
          restoreId: record.id,
          error,
        });
      });
    }
  }

  recordUndone(id: string): Promise<RestoreRecord> {
    this.logger.info('Restore undone', { restoreId: id });
    return this.records.change(id, { undoneAt: this.clock.now().toISOString() });
  }

  /** An undo that ended in an error may be done all the same; one that found nothing to go back to is not. */
  async #isDone(error: unknown, record: RestoreRecord, application: Application): Promise<boolean> {
    if (error instanceof HoldfastError && error.code === 'UNDO_NOT_AVAILABLE') return false;
    return this.replacements.isUndone(application, record);
  }

  /** Runs in the application's one place for jobs, and gives its result back to the request. */
  #inJob<T>(record: RestoreRecord, work: (application: Application) => Promise<T>): Promise<T> {
    const application = this.applications.get(record.appId);
    const { appId, workspaceId } = application;
    const slot = this.queue.reserve({
      id: record.id,
      kind: 'undo',
      appId,
      workspaceId,
      triggerType: 'manual',
    });
    return new Promise<T>((resolve, reject) => {
      slot.start(async () => {
        await work(application).then(resolve, reject);
      });
    });
  }

  #audit(
    { id, backupId }: RestoreRecord,
    requester: Requester,
    action: 'restore.undo' | 'restore.discard-undo',
    outcome: 'success' | 'failure',
  ): Promise<void> {
    return this.audit.record(requester, { action, target: id, outcome, details: { backupId } });
  }
}
