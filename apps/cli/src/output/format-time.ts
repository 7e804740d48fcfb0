/** Instants and durations for people. */

/** Local time with its zone, `2026-11-21 04:02:58 GMT+8`; `–` where there is none. */
export function formatTime(instant: string | null): string {
  if (instant === null) return '–';
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  // Sweden writes dates as ISO 8601 does.
  const local = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium' }).format(date);
  return `${local} ${zoneAt(date)}`;
}

/** `850 ms`, `12.3 s`, `4 min 05 s`, `2 h 03 min`; `–` where it is not known. */
export function formatDuration(durationMs: number | null): string {
  if (durationMs === null) return '–';
  if (durationMs < 1000) return `${Math.round(durationMs)} ms`;
  if (durationMs < 59_950) return `${(durationMs / 1000).toFixed(1)} s`;
  const seconds = Math.round(durationMs / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${padded(seconds % 60)} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${padded(minutes % 60)} min`;
}

function zoneAt(date: Date): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'short' }).formatToParts(date);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

function padded(value: number): string {
  return String(value).padStart(2, '0');
}
