/** Sizes for people: `1.5 GiB`. */

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
const STEP = 1024;

/** @param sizeBytes null: not known, shown as `–`. */
export function formatBytes(sizeBytes: number | null): string {
  if (sizeBytes === null) return '–';
  let value = sizeBytes;
  let unit = 0;
  // What would be rounded to `1024.0 KiB` is `1.0 MiB`.
  for (; value >= STEP - 0.05 && unit < UNITS.length - 1; unit += 1) value /= STEP;
  return `${unit === 0 ? value : value.toFixed(1)} ${UNITS[unit] ?? ''}`;
}
