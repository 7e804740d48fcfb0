/** Making restores, drills and previews in tests. */

import { ROUTES, type CreateRestoreBody, type RestoreView } from '@holdfast/contract';

import { eventually, type TestServer } from './test-server.js';

/** Asks for one and waits until it has ended, its aftermath included. */
export async function makeRestore(
  server: TestServer,
  backupId: string,
  body: CreateRestoreBody,
): Promise<RestoreView> {
  const answer = await server.admin.post(ROUTES.backupRestores(backupId)).send(body).expect(202);
  return restoreEnded(server, (answer.body as { id: string }).id);
}

/** Every restore has its audit entry once all is done. */
export async function restoreEnded(server: TestServer, id: string): Promise<RestoreView> {
  await eventually(
    () => server.catalog.audit.list(20, 0),
    ({ items }) => items.some(({ action, target }) => action === 'restore.finish' && target === id),
  );
  return (await server.admin.get(ROUTES.restore(id)).expect(200)).body as RestoreView;
}
