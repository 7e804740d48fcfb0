/** The formatters, bound to the language on the screen. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import { formatDuration } from './format-duration.js';
import { formatSize } from './format-size.js';
import { formatAge, formatDay, formatShortDay, formatTime } from './format-time.js';

export interface Format {
  size: (sizeBytes: number) => string;
  duration: (durationMs: number) => string;
  /** In the browser's zone, or in the named one. */
  time: (iso: string, timeZone?: string) => string;
  day: (date: string) => string;
  shortDay: (iso: string) => string;
  age: (iso: string) => string;
  count: (value: number) => string;
}

export function useFormat(): Format {
  const { i18n } = useTranslation();
  const language = i18n.language;
  return useMemo(
    () => ({
      size: (sizeBytes) => formatSize(sizeBytes, language),
      duration: (durationMs) => formatDuration(durationMs, language),
      time: (iso, timeZone) => formatTime(iso, language, timeZone),
      day: (date) => formatDay(date, language),
      shortDay: (iso) => formatShortDay(iso, language),
      age: (iso) => formatAge(iso, language),
      count: (value) => new Intl.NumberFormat(language).format(value),
    }),
    [language],
  );
}
