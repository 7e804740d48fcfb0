/** Fires the nightly backup, also after a missed night, and never the same minute twice. */

import type { SchedulerView } from '@holdfast/contract';
import type { BackupRecord, Catalog, SettingsRecord } from '@holdfast/catalog';
import { HoldfastError, type Clock } from '@holdfast/engine';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { CronJob } from 'cron';

import { ApplicationsService } from '../applications/applications.service.js';
import { AuditService } from '../audit/audit.service.js';
import { SYSTEM, type Requester } from '../auth/requester.decorator.js';
import { BackupRecords } from '../backups/backup-records.service.js';
import { BackupsService } from '../backups/backups.service.js';
import { CATALOG } from '../catalog/catalog.token.js';
import { CLOCK } from '../engine/engine.tokens.js';
import { JOB_QUEUE, type JobKind, type JobQueue } from '../jobs/job-queue.js';
import { JsonLogger } from '../logging/json-logger.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import { SettingsStore } from '../settings/settings-store.service.js';
import { nextRunAfter } from '../config/cron-expression.js';
import { DrillScheduler } from './drill-scheduler.service.js';
import { firstMissedRun, isSameMinute, later } from './missed-run.js';
import { isBusy, PostponedRuns } from './postponed-runs.js';
import { runRefused } from './scheduler-notifications.js';

const JOB_NAME = 'backup';
/** A backup waits for these to end: a drill must not cost a night's backup. */
const MAKE_ROOM: readonly JobKind[] = ['drill', 'preview'];
const OVERDUE_AFTER_MS = 3_600_000;

@Injectable()
export class SchedulerService implements BeforeApplicationShutdown {
  /** Up to when scheduled runs were dealt with by this process, also those that were refused. */
  #handledUntil = new Date(0);
  /** Runs that the schedule in force would have had before it was in force were never missed. */
  #inForceSince = new Date(0);
  readonly #postponed = new PostponedRuns();

  constructor(
    @Inject(CATALOG) private readonly catalog: Catalog,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(JOB_QUEUE) private readonly queue: JobQueue,
    private readonly registry: SchedulerRegistry,
    private readonly settings: SettingsStore,
    private readonly records: BackupRecords,
    private readonly backups: BackupsService,
    private readonly applications: ApplicationsService,
    private readonly drills: DrillScheduler,
    private readonly audit: AuditService,
    private readonly notifications: NotificationsService,
    private readonly logger: JsonLogger,
  ) {}

  /** At the start of the console. */
  async begin(): Promise<void> {
    await this.#schedule();
    await this.catchUp();
    await this.drills.begin();
  }

  /** Follows a change of the settings. */
  async follow(): Promise<void> {
    this.#inForceSince = this.clock.now();
    this.#postponed.clear();
    await this.#schedule();
  }

  async #schedule(): Promise<void> {
    this.#removeJob();
    const settings = await this.settings.current();
    if (!isActive(settings)) return;
    const { cron, timezone } = settings.backup;
    const job = CronJob.from({ cronTime: cron, timeZone: timezone, onTick: () => this.fire(), start: true });
    this.registry.addCronJob(JOB_NAME, job);
  }

  async setRunning(isRunning: boolean, requester: Requester): Promise<SchedulerView> {
    await this.settings.change((current) => ({ ...current, scheduler: { isRunning } }));
    await this.follow();
    await this.drills.follow();
    const action = isRunning ? 'scheduler.start' : 'scheduler.stop';
    await this.audit.record(requester, { action, target: null, outcome: 'success' });
    return this.view();
  }

  async view(): Promise<SchedulerView> {
    const settings = await this.settings.current();
    const { cron, timezone } = settings.backup;
    const [last] = await this.#scheduledBackups();
    const nextRun = await this.nextRun();
    const lastRun = last?.startedAt ?? last?.createdAt ?? null;
    return { isRunning: isActive(settings), cron, timezone, nextRun, lastRun };
  }

  /** Null while nothing is scheduled. */
  async nextRun(): Promise<string | null> {
    const settings = await this.settings.current();
    return isActive(settings) ? nextRunAfter(settings.backup, this.clock.now()).toISOString() : null;
  }

  /** The earliest run that should have begun and did not; null where none or nothing is scheduled. */
  async missedRun(): Promise<Date | null> {
    return this.#missedSince(await this.#accountedUntil());
  }

  /** A missed run that is later than anyone should put up with; null where there is none. */
  async overdueRun(): Promise<Date | null> {
    const missed = await this.missedRun();
    const isOverdue = missed !== null && this.clock.now().getTime() - missed.getTime() > OVERDUE_AFTER_MS;
    return isOverdue ? missed : null;
  }

  /** The tick of the cron job. */
  async fire(): Promise<void> {
    const now = this.clock.now();
    this.#handledUntil = now;
    const twin = (await this.#scheduledBackups()).find((record) =>
      isSameMinute(new Date(record.createdAt), now),
    );
    if (twin === undefined) await this.#request();
    else
      this.logger.warn('This minute’s scheduled backup was made already: not again', { backupId: twin.id });
  }

  /** Makes up for a run that was missed while the console was down, the machine slept or the clock jumped. */
  async catchUp(): Promise<void> {
    const accounted = await this.#accountedUntil();
    const missed = await this.#missedSince(accounted === null ? null : later(accounted, this.#handledUntil));
    if (missed === null) return;
    this.logger.warn('A scheduled backup was missed; it is made now', { missedRun: missed.toISOString() });
    this.#handledUntil = this.clock.now();
    await this.#request();
  }

  beforeApplicationShutdown(): void {
    this.#removeJob();
  }

  /** Makes the backup that a drill or a preview kept from being made at its time. */
  async retryPostponed(): Promise<void> {
    for (const appId of this.#postponed.appIds()) {
      const busyWith = this.queue.find(appId);
      if (busyWith === null) await this.#request();
      else if (this.#postponed.hasWaitedTooLong(appId, this.clock.monotonicMs())) {
        this.#postponed.remove(appId);
        this.notifications.notify(runRefused(`${busyWith.kind} ${busyWith.id} did not end for hours.`));
      }
    }
  }

  async #request(): Promise<void> {
    try {
      const { type } = (await this.settings.current()).backup;
      await this.backups.request({ trigger: 'schedule', type }, SYSTEM);
      this.#postponed.clear();
    } catch (error) {
      this.#notMade(error);
    }
  }

  #notMade(error: unknown): void {
    if (isBusy(error, MAKE_ROOM)) {
      const { appId } = this.applications.getDefault();
      if (!this.#postponed.add(appId, this.clock.monotonicMs())) return;
      this.logger.warn('The scheduled backup waits until the drill or preview has ended', { appId });
      return;
    }
    this.#postponed.clear();
    this.logger.error('The scheduled backup could not be started', { error });
    const reason = error instanceof HoldfastError ? error.message : 'something unexpected went wrong';
    this.notifications.notify(runRefused(reason));
  }

  /** Since when a scheduled run is missing: the newest backup that really began, or the set-up of the console. */
  async #accountedUntil(): Promise<Date | null> {
    const [newest] = await this.records.list(hasCounted);
    if (newest !== undefined) return new Date(newest.createdAt);
    const users = await this.catalog.users.list();
    const oldest = users.at(-1);
    return oldest === undefined ? null : new Date(oldest.createdAt);
  }

  async #missedSince(since: Date | null): Promise<Date | null> {
    const settings = await this.settings.current();
    if (since === null || !isActive(settings)) return null;
    return firstMissedRun(settings.backup, later(since, this.#inForceSince), this.clock.now());
  }

  #scheduledBackups(): Promise<BackupRecord[]> {
    return this.records.list(({ trigger }) => trigger === 'schedule');
  }

  #removeJob(): void {
    if (this.registry.doesExist('cron', JOB_NAME)) this.registry.deleteCronJob(JOB_NAME);
  }
}

export function isActive({ scheduler, backup }: SettingsRecord): boolean {
  return scheduler.isRunning && backup.isEnabled;
}

/** One that was cut off by a stop of the console, or that belongs to a restore, is no night's backup. */
function hasCounted({ status, errorCode, trigger }: BackupRecord): boolean {
  const wasCutOff = status === 'canceled' && errorCode === 'INTERRUPTED';
  return !wasCutOff && trigger !== 'pre-restore';
}
