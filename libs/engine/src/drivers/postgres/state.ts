/** Where a replacement stands, read from the names that exist. */

import type { ComponentSource } from '../../domain/application.js';
import type { DatabaseReplacement } from '../../domain/database-replacement.js';
import type { ReplacementState } from '../../ports/component-driver.js';
import { parseConnection } from './connection.js';
import { readOids } from './databases-on-server.js';
import { withMaintenance } from './maintenance.js';

export async function readState(
  target: ComponentSource,
  replacement: DatabaseReplacement,
): Promise<ReplacementState> {
  const { liveName, besideName, keptName, undoneName } = replacement;
  return await withMaintenance(parseConnection(target), undefined, async (session) => {
    return stateOf(replacement, await readOids(session, [liveName, besideName, keptName, undoneName]));
  });
}

/**
 * The two renames of a swap are one transaction: kept and beside never exist together.
 * Once the kept one was dropped after a swap, nothing tells that apart from a restore that never was.
 */
export function stateOf(
  replacement: DatabaseReplacement,
  existing: { has(name: string): boolean },
): ReplacementState {
  if (existing.has(replacement.keptName)) return 'swapped';
  if (existing.has(replacement.undoneName)) return 'undone';
  if (existing.has(replacement.besideName)) return 'beside';
  return 'untouched';
}
