/** Fills the tables from the spooled archive, one after the other, and says how far it is. */

import type { RestoreTablesRequest } from '../../../ports/component-driver.js';
import type { ArchiveIndex } from '../archive/archive-index.js';
import type { SqlSession } from '../sql-session.js';
import { readRows } from './archive-rows.js';
import { copyIn } from './copy-rows.js';
import type { TableJob } from './table-jobs.js';

export async function loadTables(
  session: SqlSession,
  { spoolPath, onProgress }: Pick<RestoreTablesRequest, 'spoolPath' | 'onProgress'>,
  archive: ArchiveIndex,
  jobs: readonly TableJob[],
  encoding: string,
): Promise<void> {
  const itemsTotal = jobs.length;
  const bytesTotal = jobs.reduce((total, { source }) => total + source.dataBytes, 0);
  let bytesDone = 0;
  for (const [itemsDone, { source, placedAs }] of jobs.entries()) {
    const tell = (bytes: number): void => {
      bytesDone = Math.min(bytesTotal, bytesDone + bytes);
      onProgress({ itemsDone, itemsTotal, bytesDone, bytesTotal });
    };
    const rows = counted(readRows(spoolPath, archive, source.dumpId), tell);
    await copyIn(session, { name: placedAs, columns: source.columns, encoding }, rows);
  }
  onProgress({ itemsDone: itemsTotal, itemsTotal, bytesDone: bytesTotal, bytesTotal });
}

async function* counted(
  rows: AsyncIterable<Buffer>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  onBytes(0);
  for await (const piece of rows) {
    onBytes(piece.length);
    yield piece;
  }
}
