/** Settles the restores that were cut off when the console last stopped. */

import type { RestoreRecord } from '@holdfast/catalog';
import type { Clock, Engine } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { ApplicationsService } from '../applications/applications.service.js';
import { CLOCK, ENGINE } from '../engine/engine.tokens.js';
import { JOB_QUEUE, type JobQueue } from '../jobs/job-queue.js';
import { JsonLogger } from '../logging/json-logger.js';
import { hasReplacements } from './replacements.service.js';
import { RestoreAftermath } from './restore-aftermath.js';
import { INTERRUPTED, RestoreOutcome } from './restore-outcome.js';
import { RestoreRecords } from './restore-records.service.js';
import { RestoreRemains } from './restore-remains.js';
import { RestoreSettler } from './restore-settler.js';
import { RestoreUndo } from './restore-undo.js';

/** A database that does not answer must not keep the console from starting. */
const PATIENCE_MS = 10_000;

@Injectable()
export class RestoreReconciler {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(JOB_QUEUE) private readonly queue: JobQueue,
    private readonly applications: ApplicationsService,
    private readonly records: RestoreRecords,
    private readonly outcome: RestoreOutcome,
    private readonly settler: RestoreSettler,
    private readonly remains: RestoreRemains,
    private readonly aftermath: RestoreAftermath,
    private readonly undo: RestoreUndo,
    private readonly logger: JsonLogger,
  ) {}

  /** What the server cannot be asked about in time goes on being settled in the background. */
  async settleInterrupted(): Promise<void> {
    for (const { id } of await this.records.list(({ status }) => status === 'pending')) {
      await this.#interrupted(id);
    }
    const running = await this.records.list(({ status }) => status === 'running');
    const settled = Promise.all(running.map((record) => this.#settle(record)));
    const timer = new AbortController();
    const patience = this.clock.sleep(PATIENCE_MS, timer.signal).catch(() => undefined);
    await Promise.race([settled, patience]);
    timer.abort();
    this.remains.remove().catch((error: unknown) => {
      this.logger.warn('What failed restores left behind cannot be looked for now', { error });
    });
    this.#findFinishedUndos().catch((error: unknown) => {
      this.logger.warn('Whether an undo was finished cannot be found out now', { error });
    });
  }

  async #settle(record: RestoreRecord): Promise<void> {
    const application = this.applications.all().find(({ appId }) => appId === record.appId);
    if (!hasReplacements(record) || application === undefined) {
      await this.#interrupted(record.id);
      return;
    }
    const { id, appId } = record;
    const { workspaceId } = application;
    const slot = this.queue.reserve({ id, kind: 'restore', appId, workspaceId, triggerType: 'recovery' });
    await new Promise<void>((resolve) => {
      slot.start(
        (signal) => this.settler.settleUntilDone(record, application, INTERRUPTED, signal).finally(resolve),
        () => this.aftermath.of(id),
      );
    });
  }

  /** Nothing was created on the server yet. */
  async #interrupted(id: string): Promise<void> {
    await this.outcome.failed(id, INTERRUPTED);
    await this.aftermath.of(id);
  }

  /** An undo that was cut off after its swap is done, but not recorded. */
  async #findFinishedUndos(): Promise<void> {
    const kept = await this.records.list(
      ({ hasKeptDatabases, undoneAt }) => hasKeptDatabases && undoneAt === null,
    );
    for (const record of kept) {
      const application = this.applications.get(record.appId);
      const states = await this.engine.replacementStates(application, record.replacements);
      if (states.length > 0 && states.every((state) => state === 'undone'))
        await this.undo.recordUndone(record.id);
    }
  }
}
