/** Restores: ask for one, look at them, cancel. */

import type { AcceptedView, RestoreStrategy, RestoreView } from '@holdfast/contract';
import type { BackupRecord, RestoreRecord } from '@holdfast/catalog';
import { HoldfastError, type Application, type Clock } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { ApplicationsService } from '../applications/applications.service.js';
import { AuditService } from '../audit/audit.service.js';
import type { Requester } from '../auth/requester.decorator.js';
import { BackupRecords } from '../backups/backup-records.service.js';
import { CLOCK } from '../engine/engine.tokens.js';
import { JOB_QUEUE, type JobQueue } from '../jobs/job-queue.js';
import { KeptSizes } from './kept-sizes.js';
import { newRestoreId, newRestoreRecord } from './new-restore-record.js';
import { RestoreAftermath } from './restore-aftermath.js';
import { RestoreProgress } from './restore-progress.js';
import { RestoreRecords } from './restore-records.service.js';
import { RestoreRunner } from './restore-runner.js';
import { restoreViewOf } from './restore-view.js';
import { whyNotUndoable } from './undo-rules.js';

export interface RestoreFilter {
  appId?: string | undefined;
  backupId?: string | undefined;
}

@Injectable()
export class RestoresService {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(JOB_QUEUE) private readonly queue: JobQueue,
    private readonly applications: ApplicationsService,
    private readonly backups: BackupRecords,
    private readonly records: RestoreRecords,
    private readonly runner: RestoreRunner,
    private readonly aftermath: RestoreAftermath,
    private readonly progress: RestoreProgress,
    private readonly keptSizes: KeptSizes,
    private readonly audit: AuditService,
  ) {}

  /** @throws CONFIRMATION_REQUIRED unless the application's name was typed. */
  async request(
    backupId: string,
    { strategy, confirm }: { strategy?: RestoreStrategy | undefined; confirm?: string | undefined },
    requester: Requester,
  ): Promise<AcceptedView> {
    const { backup, application } = await this.#restorable(backupId);
    if (confirm !== application.name) {
      throw new HoldfastError(
        'CONFIRMATION_REQUIRED',
        'A restore replaces the current data. Confirm it with the application’s name.',
        { hint: `Send "confirm": ${JSON.stringify(application.name)}.` },
      );
    }
    return this.#start(backup, application, strategy ?? 'swap', requester);
  }

  /** For clients of the dialect, whose own dialog has asked already: asking for it is the confirmation. */
  async requestConfirmed(backupId: string, requester: Requester): Promise<AcceptedView> {
    const { backup, application } = await this.#restorable(backupId);
    return this.#start(backup, application, 'swap', requester);
  }

  async find({ appId, backupId }: RestoreFilter): Promise<RestoreRecord[]> {
    return this.records.list(
      (record) =>
        (appId === undefined || record.appId === appId) &&
        (backupId === undefined || record.backupId === backupId),
    );
  }

  async detail(id: string): Promise<RestoreView> {
    return this.view(await this.records.get(id));
  }

  async cancel(id: string, requester: Requester): Promise<RestoreView> {
    const { status, phase } = await this.records.get(id);
    const isOpen = status === 'pending' || status === 'running';
    if (!isOpen || phase === 'swapping' || !this.queue.cancel(id)) {
      throw new HoldfastError('INVALID_STATE', `Restore ${id} cannot be cancelled any more.`, {
        hint: isOpen ? 'It is finishing; undo it afterwards.' : 'It has ended.',
      });
    }
    await this.audit.record(requester, { action: 'restore.cancel', target: id, outcome: 'success' });
    return this.detail(id);
  }

  async view(record: RestoreRecord): Promise<RestoreView> {
    const reason = whyNotUndoable(record, await this.records.list(), this.clock.now());
    return restoreViewOf(record, this.progress.of(record.id), {
      isAvailable: reason === null,
      expiresAt: record.undoExpiresAt,
      keptSizeBytes: this.keptSizes.of(record),
      keptDatabaseName: record.hasKeptDatabases ? (record.replacements[0]?.keptName ?? null) : null,
      undoneAt: record.undoneAt,
    });
  }

  async #restorable(backupId: string): Promise<{ backup: BackupRecord; application: Application }> {
    const backup = await this.backups.get(backupId);
    if (backup.status !== 'success' || backup.deletionStartedAt !== null) {
      throw new HoldfastError('BACKUP_NOT_RESTORABLE', `Backup ${backupId} is ${wordFor(backup)}.`, {
        hint: 'Choose a backup that succeeded.',
      });
    }
    return { backup, application: this.applications.get(backup.appId) };
  }

  async #start(
    backup: BackupRecord,
    application: Application,
    strategy: RestoreStrategy,
    requester: Requester,
  ): Promise<AcceptedView> {
    const now = this.clock.now();
    const id = newRestoreId(now);
    const { appId, workspaceId, name: appName } = application;
    const slot = this.queue.reserve({ id, kind: 'restore', appId, workspaceId, triggerType: 'manual' });
    try {
      const order = { backup, appName, strategy, requestedBy: requester.actor };
      const record = await this.records.insert(newRestoreRecord(id, order, now));
      const details = { backupId: backup.id, strategy };
      await this.audit.record(requester, {
        action: 'restore.start',
        target: id,
        outcome: 'success',
        details,
      });
      slot.start(
        (signal) => this.runner.run(record, application, signal),
        () => this.aftermath.of(id),
      );
    } catch (error) {
      slot.release();
      throw error;
    }
    return { id, status: 'pending' };
  }
}

function wordFor({ status, deletionStartedAt }: BackupRecord): string {
  return deletionStartedAt === null ? status : 'being deleted';
}
