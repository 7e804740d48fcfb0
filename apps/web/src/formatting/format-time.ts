/** Instants and days for people, in the browser's zone, and the zone always shown with an instant. */
import dayjs from 'dayjs';
import relativeTime from 'dayjs/plugin/relativeTime.js';
import 'dayjs/locale/zh-cn.js';

dayjs.extend(relativeTime);

const TIME_PARTS = {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
} as const;

/** `Nov 21, 2025, 02:00:05 GMT+8`; seconds, because two backups may fall into one minute. */
export function formatTime(iso: string, language: string, timeZone?: string): string {
  const at = new Date(iso);
  const zone = timeZone === undefined ? {} : { timeZone };
  const time = new Intl.DateTimeFormat(language, { ...TIME_PARTS, ...zone }).format(at);
  // Chinese would put the zone between day and hour, where it reads badly.
  const parts = new Intl.DateTimeFormat(language, { timeZoneName: 'short', ...zone }).formatToParts(at);
  const zoneName = parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
  return `${time} ${zoneName}`.trim();
}

/** A calendar day that has no zone, e.g. `2025-11-21`. */
export function formatDay(date: string, language: string): string {
  return new Intl.DateTimeFormat(language, {
    month: 'short',
    day: 'numeric',
    weekday: 'short',
    timeZone: 'UTC',
  }).format(new Date(`${date}T00:00:00Z`));
}

/** A day where there is little room, e.g. on an axis. */
export function formatShortDay(iso: string, language: string): string {
  return new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric' }).format(new Date(iso));
}

export function formatAge(iso: string, language: string): string {
  return dayjs(iso).locale(dayjsLocale(language)).fromNow();
}

export function dayjsLocale(language: string): 'zh-cn' | 'en' {
  return language.startsWith('zh') ? 'zh-cn' : 'en';
}
