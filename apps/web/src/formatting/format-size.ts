/** Sizes for people: `1.2 GB`, in powers of 1000 as disks and clouds count. */

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

export function formatSize(sizeBytes: number, language: string): string {
  const exponent = sizeBytes < 1 ? 0 : Math.min(Math.floor(Math.log10(sizeBytes) / 3), UNITS.length - 1);
  const scaled = sizeBytes / 1000 ** exponent;
  // 999 999 bytes would otherwise read "1,000 kB".
  const isRoundedUp = Math.round(scaled) >= 1000 && exponent < UNITS.length - 1;
  const shown = isRoundedUp ? scaled / 1000 : scaled;
  const unit = UNITS[isRoundedUp ? exponent + 1 : exponent] ?? 'B';
  const digits = new Intl.NumberFormat(language, { maximumFractionDigits: shown < 100 ? 1 : 0 });
  return `${digits.format(shown)} ${unit}`;
}
