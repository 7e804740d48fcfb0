/** Values as SQL text, where statements take no parameters. */

import { escapeLiteral } from 'pg';

/** Their value is a list of names, stored flattened; written as one literal it would become one name. */
const LISTS_OF_NAMES = new Set([
  'local_preload_libraries',
  'search_path',
  'session_preload_libraries',
  'shared_preload_libraries',
  'temp_tablespaces',
  'unix_socket_directories',
]);

/** The right side of `SET name TO …`. */
export function settingValue(name: string, value: string): string {
  if (!LISTS_OF_NAMES.has(name.toLowerCase())) return escapeLiteral(value);
  const names = splitNames(value);
  return names.length === 0 ? "''" : names.map((item) => escapeLiteral(item)).join(', ');
}

/** A setting's name as SQL: extensions' settings have two parts. */
export function settingName(name: string, escape: (part: string) => string): string {
  return name.split('.').map(escape).join('.');
}

/** `"$user", public` → `$user`, `public`. */
function splitNames(value: string): string[] {
  const items = value.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^",]+))\s*(?:,|$)/g);
  return [...items].map((item) => item[1]?.replaceAll('""', '"') ?? (item[2] ?? '').trim());
}
