/** Which drills were made and which are missing, by their records. */

import type { Catalog, RestoreRecord } from '@holdfast/catalog';
import type { Clock } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { SYSTEM } from '../auth/requester.decorator.js';
import { BackupRecords } from '../backups/backup-records.service.js';
import { CATALOG } from '../catalog/catalog.token.js';
import type { Schedule } from '../config/cron-expression.js';
import { CLOCK } from '../engine/engine.tokens.js';
import { RestoreRecords } from '../restores/restore-records.service.js';
import { firstMissedRun, isSameMinute, later } from './missed-run.js';

const OVERDUE_AFTER_MS = 3 * 3_600_000;

@Injectable()
export class DrillAccount {
  constructor(
    @Inject(CATALOG) private readonly catalog: Catalog,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly restores: RestoreRecords,
    private readonly backups: BackupRecords,
  ) {}

  async hasRunThisMinute(appId: string): Promise<boolean> {
    const now = this.clock.now();
    const drills = await this.#drillsOf(appId);
    return drills.some(
      ({ requestedBy, createdAt }) => requestedBy === SYSTEM.actor && isSameMinute(new Date(createdAt), now),
    );
  }

  /** The earliest drill after `since` that should have begun and did not; null where there is none. */
  async missedRun(appId: string, schedule: Schedule, since: Date): Promise<Date | null> {
    const accounted = await this.#accountedUntil(appId);
    if (accounted === null) return null;
    return firstMissedRun(schedule, later(accounted, since), this.clock.now());
  }

  /** One that nobody should put up with: it is late by hours, and there was a backup to drill. */
  async overdueRun(appId: string, schedule: Schedule, since: Date): Promise<Date | null> {
    const missed = await this.missedRun(appId, schedule, since);
    if (missed === null || this.clock.now().getTime() - missed.getTime() <= OVERDUE_AFTER_MS) return null;
    const good = await this.backups.good(appId);
    return good.some(({ createdAt }) => new Date(createdAt) <= missed) ? missed : null;
  }

  /** The newest drill that really began, or the set-up of the console. */
  async #accountedUntil(appId: string): Promise<Date | null> {
    const [newest] = (await this.#drillsOf(appId)).filter(hasCounted);
    if (newest !== undefined) return new Date(newest.createdAt);
    const oldest = (await this.catalog.users.list()).at(-1);
    return oldest === undefined ? null : new Date(oldest.createdAt);
  }

  #drillsOf(appId: string): Promise<RestoreRecord[]> {
    return this.restores.list((record) => record.mode === 'drill' && record.appId === appId);
  }
}

/** One that was cut off by a stop of the console is made up for. */
function hasCounted({ errorCode }: RestoreRecord): boolean {
  return errorCode !== 'INTERRUPTED';
}
