/** Instants and days for people, in the browser's zone, and the zone always shown with an instant. */
import dayjs from 'dayjs';
import relativeTime from 'dayjs/plugin/relativeTime.js';
import 'dayjs/locale/zh-cn.js';

dayjs.extend(relativeTime);

/** `Nov 21, 2025, 02:00:05 GMT+8`; seconds, because two backups may fall into one minute. */
export function formatTime(iso: string, language: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(language, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(new Date(iso));
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

export function formatAge(iso: string, language: string): string {
  return dayjs(iso).locale(dayjsLocale(language)).fromNow();
}

export function dayjsLocale(language: string): 'zh-cn' | 'en' {
  return language.startsWith('zh') ? 'zh-cn' : 'en';
}
