/** Removes what failed restores left on a server that could not be asked at the time, as soon as it can. */

import { HoldfastError } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';

import { ApplicationsService } from '../applications/applications.service.js';
import { JOB_QUEUE, type JobQueue } from '../jobs/job-queue.js';
import { hasReplacements } from './replacements.service.js';
import { RestoreAftermath } from './restore-aftermath.js';
import type { RestoreEnding } from './restore-outcome.js';
import { RestoreRecords } from './restore-records.service.js';
import { RestoreSettler } from './restore-settler.js';

const EVERY_MS = 60_000;

const CANCELED: RestoreEnding = {
  status: 'canceled',
  reason: new HoldfastError('CANCELED', 'Canceled on request.'),
};

@Injectable()
export class RestoreRemains {
  constructor(
    @Inject(JOB_QUEUE) private readonly queue: JobQueue,
    private readonly applications: ApplicationsService,
    private readonly records: RestoreRecords,
    private readonly settler: RestoreSettler,
    private readonly aftermath: RestoreAftermath,
  ) {}

  /** One that was cancelled while the server could not be asked what it came to, and is still open. */
  @Interval(EVERY_MS)
  async settleCanceled(): Promise<void> {
    const open = await this.records.list((record) => record.status === 'running' && hasReplacements(record));
    for (const record of open) {
      const { id, appId } = record;
      const application = this.applications.all().find((one) => one.appId === appId);
      if (application === undefined || this.queue.find(appId) !== null) continue;
      const { workspaceId } = application;
      const slot = this.queue.reserve({ id, kind: 'restore', appId, workspaceId, triggerType: 'recovery' });
      slot.start(
        (signal) => this.settler.settleUntilDone(record, application, CANCELED, signal),
        () => this.aftermath.of(id),
      );
    }
  }

  /** Where it fails, the next call tries again. */
  @Interval(EVERY_MS)
  async remove(): Promise<void> {
    const untidy = await this.records.list(
      ({ status, replacements }) => (status === 'failed' || status === 'canceled') && replacements.length > 0,
    );
    for (const record of untidy) {
      const application = this.applications.all().find(({ appId }) => appId === record.appId);
      if (application === undefined || this.queue.find(record.appId) !== null) continue;
      await this.settler.tidyUp(record, application);
    }
  }
}
