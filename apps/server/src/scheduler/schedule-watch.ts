/** Looks every minute whether a run was missed, and calls out once where one is overdue. */

import type { Clock } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';

import { CLOCK } from '../engine/engine.tokens.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import { DrillScheduler } from './drill-scheduler.service.js';
import { runOverdue } from './scheduler-notifications.js';
import { SchedulerService } from './scheduler.service.js';

const EVERY_MS = 60_000;
/** The cron job itself comes first; the watch only steps in for what it left out. */
const GRACE_MS = 30_000;

@Injectable()
export class ScheduleWatch {
  #toldAboutMs = 0;

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly scheduler: SchedulerService,
    private readonly drills: DrillScheduler,
    private readonly notifications: NotificationsService,
  ) {}

  @Interval(EVERY_MS)
  async check(): Promise<void> {
    await this.#checkBackups();
    await this.#checkDrills();
  }

  async #checkBackups(): Promise<void> {
    await this.scheduler.retryPostponed();
    const missed = await this.scheduler.missedRun();
    if (missed === null) return;
    const lateMs = this.clock.now().getTime() - missed.getTime();
    if (lateMs > GRACE_MS) await this.scheduler.catchUp();
    await this.#callOut();
  }

  async #checkDrills(): Promise<void> {
    await this.drills.retryPostponed();
    await this.drills.catchUp(GRACE_MS);
  }

  async #callOut(): Promise<void> {
    const overdue = await this.scheduler.overdueRun();
    if (overdue === null || overdue.getTime() === this.#toldAboutMs) return;
    this.#toldAboutMs = overdue.getTime();
    this.notifications.notify(runOverdue(overdue));
  }
}
