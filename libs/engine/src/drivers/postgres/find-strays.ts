/** Databases that a restore left behind and no record knows. */

import type { ComponentSource } from '../../domain/application.js';
import type { DatabaseReplacement } from '../../domain/database-replacement.js';
import { parseConnection } from './connection.js';
import { readDatabaseNames } from './databases-on-server.js';
import { withMaintenance } from './maintenance.js';
import { isReplacementOf } from './replacement-names.js';

export async function findStrays(
  target: ComponentSource,
  known: readonly DatabaseReplacement[],
): Promise<string[]> {
  const connection = parseConnection(target);
  const accounted = new Set(known.flatMap((one) => [one.besideName, one.keptName, one.undoneName]));
  const names = await withMaintenance(connection, undefined, readDatabaseNames);
  return names.filter((name) => isReplacementOf(connection.database, name) && !accounted.has(name));
}
