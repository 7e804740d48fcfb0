/** The names that a table-level restore will use. */

import type { TablePlacement } from '@holdfast/contract';

import type { ComponentSource } from '../../../domain/application.js';
import type { TablesReplacement } from '../../../ports/component-driver.js';
import { parseConnection } from '../connection.js';
import { withSession } from '../sql-session.js';
import { readLiveTables } from './live-tables.js';
import { besideTableName, keptSchemaName, keptTableName } from './table-names.js';

export async function planTables(
  target: ComponentSource,
  restoreId: string,
  tables: readonly string[],
  placement: TablePlacement,
  signal: AbortSignal,
): Promise<TablesReplacement> {
  const connection = parseConnection(target);
  const live = await withSession(connection, signal, (session) => readLiveTables(session, tables));
  const exists = new Set(live.map(({ name }) => name));
  return {
    componentName: target.name,
    keptSchema: keptSchemaName(connection.database, restoreId),
    tables: tables.map((name, index) => ({
      name,
      placedAs: placement === 'beside' ? besideTableName(name, restoreId) : name,
      keptAs: placement === 'replace' && exists.has(name) ? keptTableName(index, name) : null,
    })),
  };
}
