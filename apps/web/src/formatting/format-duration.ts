/** Durations for people: `3 min 12 s`, `3 分 12 秒`; at most the two largest units. */

const UNITS = [
  { seconds: 86_400, en: 'd', zh: '天' },
  { seconds: 3_600, en: 'h', zh: '小时' },
  { seconds: 60, en: 'min', zh: '分' },
  { seconds: 1, en: 's', zh: '秒' },
] as const;

export function formatDuration(durationMs: number, language: string): string {
  const isChinese = language.startsWith('zh');
  if (durationMs < 1000) return `${Math.max(0, Math.round(durationMs))} ${isChinese ? '毫秒' : 'ms'}`;
  let rest = Math.round(durationMs / 1000);
  const first = UNITS.findIndex((unit) => rest >= unit.seconds);
  const parts = UNITS.slice(first, first + 2).flatMap((unit) => {
    const count = Math.floor(rest / unit.seconds);
    rest -= count * unit.seconds;
    return count === 0 ? [] : [`${count} ${isChinese ? unit.zh : unit.en}`];
  });
  return parts.join(' ');
}
