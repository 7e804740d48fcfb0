/** Looks every minute whether a run was missed, and calls out once where one is overdue. */

import type { Clock } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';

import { CLOCK } from '../engine/engine.tokens.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import { runOverdue } from './scheduler-notifications.js';
import { SchedulerService } from './scheduler.service.js';

const EVERY_MS = 60_000;
/** The cron job itself comes first; the watch only steps in for what it left out. */
const GRACE_MS = 30_000;
export const OVERDUE_AFTER_MS = 3_600_000;

@Injectable()
export class ScheduleWatch {
  #toldAboutMs = 0;

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly scheduler: SchedulerService,
    private readonly notifications: NotificationsService,
  ) {}

  @Interval(EVERY_MS)
  async check(): Promise<void> {
    const missed = await this.scheduler.missedRun();
    if (missed === null) return;
    const lateMs = this.clock.now().getTime() - missed.getTime();
    if (lateMs > GRACE_MS) await this.scheduler.catchUp();
    if (lateMs > OVERDUE_AFTER_MS && missed.getTime() !== this.#toldAboutMs) {
      this.#toldAboutMs = missed.getTime();
      this.notifications.notify(runOverdue(missed));
    }
  }
}
