/** Restores, drills and previews: look at them, cancel. */

import type { RestoreMode, RestoreView } from '@holdfast/contract';
import type { RestoreRecord } from '@holdfast/catalog';
import { HoldfastError, type Clock } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { AuditService } from '../audit/audit.service.js';
import type { Requester } from '../auth/requester.decorator.js';
import { CLOCK } from '../engine/engine.tokens.js';
import { JOB_QUEUE, type JobQueue } from '../jobs/job-queue.js';
import { KeptSizes } from './kept-sizes.js';
import { keptNameOf } from './replacements.service.js';
import { RestoreProgress } from './restore-progress.js';
import { RestoreRecords } from './restore-records.service.js';
import { restoreViewOf } from './restore-view.js';
import { whyNotUndoable } from './undo-rules.js';

export interface RestoreFilter {
  appId?: string | undefined;
  backupId?: string | undefined;
  mode?: RestoreMode | undefined;
}

@Injectable()
export class RestoresService {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(JOB_QUEUE) private readonly queue: JobQueue,
    private readonly records: RestoreRecords,
    private readonly progress: RestoreProgress,
    private readonly keptSizes: KeptSizes,
    private readonly audit: AuditService,
  ) {}

  async find({ appId, backupId, mode }: RestoreFilter): Promise<RestoreRecord[]> {
    return this.records.list(
      (record) =>
        (appId === undefined || record.appId === appId) &&
        (backupId === undefined || record.backupId === backupId) &&
        (mode === undefined || record.mode === mode),
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
      keptDatabaseName: keptNameOf(record),
      undoneAt: record.undoneAt,
    });
  }
}
