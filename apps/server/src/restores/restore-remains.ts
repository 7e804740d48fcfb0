/** Removes what failed restores left on a server that could not be asked at the time, as soon as it can. */

import { Inject, Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';

import { ApplicationsService } from '../applications/applications.service.js';
import { JOB_QUEUE, type JobQueue } from '../jobs/job-queue.js';
import { RestoreRecords } from './restore-records.service.js';
import { RestoreSettler } from './restore-settler.js';

const EVERY_MS = 60_000;

@Injectable()
export class RestoreRemains {
  constructor(
    @Inject(JOB_QUEUE) private readonly queue: JobQueue,
    private readonly applications: ApplicationsService,
    private readonly records: RestoreRecords,
    private readonly settler: RestoreSettler,
  ) {}

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
