/** Which scheduled runs should have happened. Pure. */

import { nextRunAfter, type Schedule } from '../config/cron-expression.js';

const MINUTE_MS = 60_000;

/** The first run that was due after `since` and by `now`; null where none was. */
export function firstMissedRun(schedule: Schedule, since: Date, now: Date): Date | null {
  if (since >= now) return null;
  const due = nextRunAfter(schedule, since);
  return due <= now ? due : null;
}

export function isSameMinute(one: Date, other: Date): boolean {
  return Math.floor(one.getTime() / MINUTE_MS) === Math.floor(other.getTime() / MINUTE_MS);
}

export function later(one: Date, other: Date): Date {
  return one > other ? one : other;
}
