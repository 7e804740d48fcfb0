/** Fires drills of the newest good backups, also after a missed time, and never in the same minute twice. */

import type { BackupRecord, SettingsRecord } from '@holdfast/catalog';
import { asHoldfastError, type Application, type Clock } from '@holdfast/engine';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { CronJob } from 'cron';

import { ApplicationsService } from '../applications/applications.service.js';
import { SYSTEM } from '../auth/requester.decorator.js';
import { BackupRecords } from '../backups/backup-records.service.js';
import { nextRunAfter, type Schedule } from '../config/cron-expression.js';
import { CLOCK } from '../engine/engine.tokens.js';
import { JOB_QUEUE, type JobQueue } from '../jobs/job-queue.js';
import { JsonLogger } from '../logging/json-logger.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import { RestoreRequests } from '../restores/restore-requests.service.js';
import { SettingsStore } from '../settings/settings-store.service.js';
import { DrillAccount } from './drill-account.service.js';
import { later } from './missed-run.js';
import { isBusy, PostponedRuns } from './postponed-runs.js';
import { drillRefused } from './scheduler-notifications.js';

const JOB_NAME = 'drill';

@Injectable()
export class DrillScheduler implements BeforeApplicationShutdown {
  /** Up to when scheduled drills were dealt with by this process, also those that could not be made. */
  #handledUntil = new Date(0);
  /** Drills that the schedule in force would have had before it was in force were never missed. */
  #inForceSince = new Date(0);
  readonly #postponed = new PostponedRuns();

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(JOB_QUEUE) private readonly queue: JobQueue,
    private readonly registry: SchedulerRegistry,
    private readonly settings: SettingsStore,
    private readonly applications: ApplicationsService,
    private readonly backups: BackupRecords,
    private readonly account: DrillAccount,
    private readonly requests: RestoreRequests,
    private readonly notifications: NotificationsService,
    private readonly logger: JsonLogger,
  ) {}

  /** At the start of the console. */
  async begin(): Promise<void> {
    await this.#schedule();
    await this.catchUp();
  }

  /** Follows a change of the settings. */
  async follow(): Promise<void> {
    this.#inForceSince = this.clock.now();
    this.#postponed.clear();
    await this.#schedule();
  }

  /** Null while nothing is scheduled. */
  async nextRun(): Promise<string | null> {
    const schedule = await this.#activeSchedule();
    return schedule === null ? null : nextRunAfter(schedule, this.clock.now()).toISOString();
  }

  /** A drill that should have been made and was not, later than anyone should put up with; else null. */
  async overdueRun(appId: string): Promise<Date | null> {
    const schedule = await this.#activeSchedule();
    return schedule === null ? null : this.account.overdueRun(appId, schedule, this.#inForceSince);
  }

  /** The tick of the cron job. */
  async fire(): Promise<void> {
    this.#handledUntil = this.clock.now();
    for (const application of this.applications.all()) {
      if (await this.account.hasRunThisMinute(application.appId)) {
        this.logger.warn('This minute’s drill was made already: not again', { appId: application.appId });
      } else await this.#drill(application);
    }
  }

  /**
   * Makes up for a drill that was missed while the console was down, the machine slept or the clock jumped.
   * @param graceMs how long the cron job's own tick may take to come.
   */
  async catchUp(graceMs = 0): Promise<void> {
    const schedule = await this.#activeSchedule();
    if (schedule === null) return;
    const since = later(this.#inForceSince, this.#handledUntil);
    for (const application of this.applications.all()) {
      const missed = await this.account.missedRun(application.appId, schedule, since);
      if (missed === null || this.clock.now().getTime() - missed.getTime() < graceMs) continue;
      this.#handledUntil = this.clock.now();
      this.logger.warn('A drill was missed; it is made now', { missedRun: missed.toISOString() });
      await this.#drill(application);
    }
  }

  /** Makes the drills whose application was busy when their time came. */
  async retryPostponed(): Promise<void> {
    const nowMs = this.clock.monotonicMs();
    for (const appId of this.#postponed.appIds()) {
      const application = this.applications.all().find((one) => one.appId === appId);
      if (application === undefined) this.#postponed.remove(appId);
      else if (this.queue.find(appId) === null) await this.#drill(application);
      else if (this.#postponed.hasWaitedTooLong(appId, nowMs)) {
        this.#postponed.remove(appId);
        this.notifications.notify(drillRefused('the application was busy with other jobs for hours'));
      }
    }
  }

  beforeApplicationShutdown(): void {
    this.#removeJob();
  }

  async #drill({ appId }: Application): Promise<void> {
    const backup = await this.#newestGood(appId);
    if (backup === null) {
      this.#postponed.remove(appId);
      this.logger.info('No drill: there is no good backup yet', { appId });
      return;
    }
    try {
      await this.requests.requestDrill(backup.id, SYSTEM, 'schedule');
      this.#postponed.remove(appId);
    } catch (error) {
      this.#notStarted(appId, error);
    }
  }

  #notStarted(appId: string, error: unknown): void {
    if (isBusy(error)) {
      if (!this.#postponed.add(appId, this.clock.monotonicMs())) return;
      this.logger.info('The drill waits until the application’s other job has ended', { appId });
      return;
    }
    this.#postponed.remove(appId);
    this.logger.error('The scheduled drill could not be started', { appId, error });
    const { code, message } = asHoldfastError(error);
    const reason = code === 'UNEXPECTED' ? 'something unexpected went wrong' : message;
    this.notifications.notify(drillRefused(reason));
  }

  /** A snapshot before a restore holds what was to be replaced: it is not what anyone will go back to. */
  async #newestGood(appId: string): Promise<BackupRecord | null> {
    const good = await this.backups.good(appId);
    return good.find(({ trigger }) => trigger !== 'pre-restore') ?? null;
  }

  async #activeSchedule(): Promise<Schedule | null> {
    const settings = await this.settings.current();
    if (!isActive(settings)) return null;
    return { cron: settings.drill.cron, timezone: settings.backup.timezone };
  }

  async #schedule(): Promise<void> {
    this.#removeJob();
    const schedule = await this.#activeSchedule();
    if (schedule === null) return;
    const { cron: cronTime, timezone: timeZone } = schedule;
    const job = CronJob.from({ cronTime, timeZone, onTick: () => this.fire(), start: true });
    this.registry.addCronJob(JOB_NAME, job);
  }

  #removeJob(): void {
    if (this.registry.doesExist('cron', JOB_NAME)) this.registry.deleteCronJob(JOB_NAME);
  }
}

function isActive({ scheduler, drill }: SettingsRecord): boolean {
  return scheduler.isRunning && drill.isEnabled;
}
