/** Relations that a restore in place leaves standing because the backup does not know them. */

import type { ProblemNote } from '@holdfast/contract';

import type { ArchiveIndex } from '../archive/archive-index.js';
import type { SqlSession } from '../sql-session.js';

const RELATIONS = `
  SELECT n.nspname AS namespace, c.relname AS name
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
     AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
     AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                      WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid
                        AND d.deptype IN ('e', 'i'))
   ORDER BY 1, 2`;
const MAX_NAMED = 10;

export async function findLeftovers(session: SqlSession, archive: ArchiveIndex): Promise<ProblemNote[]> {
  const known = new Set(archive.entries.map((entry) => JSON.stringify([entry.namespace, entry.tag])));
  const { rows } = await session.query<{ namespace: string; name: string }>(RELATIONS);
  const left = rows.filter((row) => !known.has(JSON.stringify([row.namespace, row.name])));
  if (left.length === 0) return [];
  const named = left.slice(0, MAX_NAMED).map((row) => `${row.namespace}.${row.name}`);
  const more = left.length > MAX_NAMED ? ` and ${left.length - MAX_NAMED} more` : '';
  return [
    {
      code: 'OBJECTS_LEFT',
      severity: 'warning',
      message: `Not in the backup and left as they were: ${named.join(', ')}${more}.`,
      hint: 'Drop them yourself if they are not wanted.',
    },
  ];
}
