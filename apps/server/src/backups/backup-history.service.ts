/** The history of backups: newest first, filtered by what a client asks for. */

import type { BackupQuery } from '@holdfast/contract';
import type { BackupRecord } from '@holdfast/catalog';
import type { Clock } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { CLOCK } from '../engine/engine.tokens.js';
import { BackupRecords } from './backup-records.service.js';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 30;
const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;

export type BackupFilter = Omit<BackupQuery, 'limit' | 'offset'>;

@Injectable()
export class BackupHistory {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly records: BackupRecords,
  ) {}

  /** The last 30 days where no beginning is named. */
  async find(filter: BackupFilter): Promise<BackupRecord[]> {
    const fromMs = this.#beginning(filter);
    const toMs = filter.to === undefined ? Infinity : endOf(filter.to);
    return this.records.list((record) => {
      const createdMs = Date.parse(record.createdAt);
      return createdMs >= fromMs && createdMs <= toMs && matches(record, filter);
    });
  }

  #beginning({ from, to }: BackupFilter): number {
    if (from !== undefined) return Date.parse(from);
    const end = to === undefined ? this.clock.now().getTime() : endOf(to);
    return end - DEFAULT_DAYS * DAY_MS;
  }
}

function matches(record: BackupRecord, { appId, status, type }: BackupFilter): boolean {
  const isOfApplication = appId === undefined || record.appId === appId;
  const hasStatus = status === undefined || record.status === status;
  return isOfApplication && hasStatus && (type === undefined || record.type === type);
}

function endOf(to: string): number {
  return Date.parse(to) + (DATE_ONLY.test(to) ? DAY_MS - 1 : 0);
}
