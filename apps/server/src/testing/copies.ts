/** Waiting for copies in tests. */

import type { CopyRecord } from '@holdfast/catalog';

import { eventually, type TestServer } from './test-server.js';

/** Until every copy of the backup has come to an end. */
export async function sent(server: TestServer, backupId: string): Promise<CopyRecord[]> {
  const record = await eventually(
    () => server.catalog.backups.get(backupId),
    (found) => found !== null && found.copies.length > 0 && found.copies.every(isOver),
  );
  return record?.copies ?? [];
}

function isOver({ state }: CopyRecord): boolean {
  return state !== 'waiting';
}
