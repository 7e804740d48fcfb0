/** Making and holding backups in tests. */

import { ROUTES, type BackupStatus } from '@holdfast/contract';

import type { FakeEngine } from './fake-engine.js';
import { eventually, type TestServer } from './test-server.js';

/** Asks for a backup and waits until it has ended, its aftermath included. */
export async function makeBackup(server: TestServer, { isAwaited = true } = {}): Promise<string> {
  const answer = await server.admin.post(ROUTES.backups).expect(202);
  const { id } = answer.body as { id: string };
  if (isAwaited) await ended(server, id);
  return id;
}

export async function backupStatus(server: TestServer, id: string): Promise<BackupStatus | undefined> {
  return (await server.catalog.backups.get(id))?.status;
}

/** Every backup has its audit entry once all is done. */
async function ended(server: TestServer, id: string): Promise<void> {
  await eventually(
    () => server.catalog.audit.list(20, 0),
    ({ items }) => items.some(({ action, target }) => action === 'backup.create' && target === id),
  );
}

export interface Held {
  /** Resolves when the engine was called. */
  reached: Promise<void>;
  release(): void;
}

/** Lets the next backups wait until they are released or cancelled. */
export function holdBackUps(engine: FakeEngine): Held {
  let release: () => void = () => undefined;
  let reach: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const reached = new Promise<void>((resolve) => (reach = resolve));
  engine.onBackUp = ({ signal }) => {
    reach();
    return Promise.race([released, aborted(signal)]);
  };
  return {
    reached,
    release: () => {
      engine.onBackUp = async () => undefined;
      release();
    },
  };
}

export function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
  });
}
