/** Names as fingerprints write them: `schema.table`, each part quoted as in SQL where it must be. */

const PART = /"(?:[^"]|"")*"|[^".]+/g;

/** The parts, unquoted. */
export function splitQualifiedName(name: string): string[] {
  return (name.match(PART) ?? []).map((part) =>
    part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part,
  );
}

/** The same for every way of quoting the same name: versions of PostgreSQL differ in which words they quote. */
export function qualifiedNameKey(name: string): string {
  return JSON.stringify(splitQualifiedName(name));
}
