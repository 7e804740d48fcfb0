/** The time zones that the browser knows, and the one in use if it does not. */

export function timeZones(current: string): string[] {
  const known = new Set(['UTC', current, ...Intl.supportedValuesOf('timeZone')]);
  return [...known];
}
