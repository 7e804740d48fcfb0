/** Backups per calendar day in a time zone. Pure. */

import type { DayView } from '@holdfast/contract';
import type { BackupRecord } from '@holdfast/catalog';

const DAY_MS = 86_400_000;
const DAYS = 30;

/** The last 30 days, oldest first; the last one is today. */
export function daysOf(backups: readonly BackupRecord[], timezone: string, now: Date): DayView[] {
  const dates = datesUntil(dateIn(timezone, now));
  const days = new Map(dates.map((date) => [date, { date, succeeded: 0, failed: 0 }]));
  for (const { status, createdAt } of backups) {
    const day = days.get(dateIn(timezone, new Date(createdAt)));
    if (day === undefined) continue;
    if (status === 'success') day.succeeded += 1;
    if (status === 'failed') day.failed += 1;
  }
  return [...days.values()];
}

/** `YYYY-MM-DD`; Canada writes dates like that. */
function dateIn(timezone: string, instant: Date): string {
  const options = { timeZone: timezone, year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  return new Intl.DateTimeFormat('en-CA', options).format(instant);
}

/** Counted in UTC, where every day has 24 hours. */
function datesUntil(today: string): string[] {
  const todayMs = Date.parse(`${today}T00:00:00Z`);
  return Array.from({ length: DAYS }, (_, index) =>
    new Date(todayMs - (DAYS - 1 - index) * DAY_MS).toISOString().slice(0, 10),
  );
}
