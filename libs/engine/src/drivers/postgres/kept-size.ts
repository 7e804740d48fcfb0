/** What keeping the database for an undo costs. */

import type { ComponentSource } from '../../domain/application.js';
import type { DatabaseReplacement } from '../../domain/database-replacement.js';
import { parseConnection } from './connection.js';
import { withMaintenance } from './maintenance.js';

export async function readKeptSize(
  target: ComponentSource,
  replacement: DatabaseReplacement,
): Promise<number | null> {
  return await withMaintenance(parseConnection(target), undefined, async (session) => {
    const { rows } = await session.query<{ size: string }>(
      'SELECT pg_database_size(oid)::text AS size FROM pg_catalog.pg_database WHERE datname = $1',
      [replacement.keptName],
    );
    return rows[0] ? Number(rows[0].size) : null;
  });
}
