/** What belongs to tables that are gone from the live database: the archive's entries that make them whole again. */

import type { ArchiveIndex, TocEntry } from '../archive/archive-index.js';

export interface BelongingEntries {
  /** Before the rows, in the archive's order. */
  structure: TocEntry[];
  /** After the rows, in an order in which each finds what it needs. */
  finishing: TocEntry[];
  /** What needs the tables but is none of them: views, other tables' foreign keys and the like. */
  dependents: TocEntry[];
}

const STRUCTURE = ['SCHEMA', 'TABLE', 'SEQUENCE', 'SEQUENCE OWNED BY', 'DEFAULT'];
/**
 * A partition is attached once it has its indexes: they are then adopted by its parent's,
 * instead of colliding with new ones that the parent would make.
 */
const FINISHING = [
  'SEQUENCE SET',
  'CHECK CONSTRAINT',
  'CONSTRAINT',
  'INDEX',
  'TABLE ATTACH',
  'INDEX ATTACH',
  'STATISTICS',
  'RULE',
  'TRIGGER',
  'ROW SECURITY',
  'POLICY',
  'FK CONSTRAINT',
  'COMMENT',
  'SECURITY LABEL',
  'ACL',
  'PUBLICATION TABLE',
];
const KINDS = new Set([...STRUCTURE, ...FINISHING]);
/** Tagged `table name`; they may depend on a table without being part of it, such as another's foreign key. */
const TAGGED_BY_TABLE = new Set([
  'DEFAULT',
  'CHECK CONSTRAINT',
  'CONSTRAINT',
  'RULE',
  'TRIGGER',
  'POLICY',
  'FK CONSTRAINT',
]);
const TAGGED_LIKE_TABLE = new Set(['TABLE', 'TABLE ATTACH', 'ROW SECURITY']);
const TOLD = new Set([
  'VIEW',
  'MATERIALIZED VIEW',
  'FUNCTION',
  'PROCEDURE',
  'TABLE',
  'RULE',
  'POLICY',
  'FK CONSTRAINT',
]);

/** @param roots entries of the tables, and of schemas that are gone too. */
export function belongingEntries(archive: ArchiveIndex, roots: readonly TocEntry[]): BelongingEntries {
  const chosen = new Set(roots.map(({ dumpId }) => dumpId));
  const needsChosen = ({ dependencies }: TocEntry): boolean => dependencies.some((id) => chosen.has(id));
  const tables = roots.filter(({ desc }) => desc === 'TABLE');
  for (let before = -1; before !== chosen.size;) {
    before = chosen.size;
    for (const entry of archive.entries) {
      if (needsChosen(entry) && isPartOf(tables, entry)) chosen.add(entry.dumpId);
    }
  }
  const belonging = archive.entries.filter(({ dumpId }) => chosen.has(dumpId));
  const rank = ({ desc }: TocEntry): number => FINISHING.indexOf(desc);
  return {
    structure: belonging.filter(({ desc }) => STRUCTURE.includes(desc)),
    finishing: belonging.filter((entry) => rank(entry) >= 0).sort((a, b) => rank(a) - rank(b)),
    dependents: archive.entries.filter(
      (entry) => TOLD.has(entry.desc) && !chosen.has(entry.dumpId) && needsChosen(entry),
    ),
  };
}

function isPartOf(tables: readonly TocEntry[], entry: TocEntry): boolean {
  if (!KINDS.has(entry.desc)) return false;
  const ofSchema = tables.filter(({ namespace }) => namespace === entry.namespace);
  if (TAGGED_BY_TABLE.has(entry.desc)) return ofSchema.some(({ tag }) => entry.tag.startsWith(`${tag} `));
  return !TAGGED_LIKE_TABLE.has(entry.desc) || ofSchema.some(({ tag }) => entry.tag === tag);
}
