/** Is there room for a second database? Visible only where the server runs on this machine. */

import { statfs } from 'node:fs/promises';

import type { ProblemNote } from '@holdfast/contract';

import type { ManifestComponent } from '../../../domain/manifest.js';
import type { PostgresConnection } from '../connection.js';
import type { SqlSession } from '../sql-session.js';
import { blocker, info, warning } from './note.js';

const LOCAL_HOSTS = ['localhost', '127.0.0.1', '::1'];
/** Tables with their indexes need more than their text. */
const USUAL_GROWTH = 2;
const GIB = 1024 ** 3;

export async function checkDisk(
  session: SqlSession,
  connection: PostgresConnection,
  component: ManifestComponent,
): Promise<ProblemNote[]> {
  const freeBytes = await readFreeBytes(session, connection);
  const rawBytes = component.raw.sizeBytes;
  if (freeBytes === null) {
    const message = `The database server’s free disk space cannot be seen from here; the restore needs about ${gib(rawBytes * USUAL_GROWTH)}.`;
    return [info('DISK_UNKNOWN', message, 'Check it before you start.')];
  }
  const message = `The database server has ${gib(freeBytes)} free; the restore needs about ${gib(rawBytes * USUAL_GROWTH)} beside the live database.`;
  const hint = 'Free space on the database server, or restore in place.';
  if (freeBytes < rawBytes) return [blocker('DISK_SPACE', message, hint)];
  return freeBytes < rawBytes * USUAL_GROWTH ? [warning('DISK_SPACE', message, hint)] : [];
}

/** Null where the directory is hidden from this role, on another machine, or in a container. */
export async function readFreeBytes(
  session: SqlSession,
  connection: PostgresConnection,
): Promise<number | null> {
  const isLocal = connection.host.startsWith('/') || LOCAL_HOSTS.includes(connection.host);
  if (!isLocal) return null;
  const { rows } = await session.query<{ setting: string }>(
    "SELECT setting FROM pg_catalog.pg_settings WHERE name = 'data_directory'",
  );
  const directory = rows[0]?.setting;
  if (directory === undefined) return null;
  const found = await statfs(directory).catch(() => null);
  return found && found.bavail * found.bsize;
}

function gib(bytes: number): string {
  return bytes < GIB ? `${Math.ceil(bytes / 1024 ** 2)} MiB` : `${(bytes / GIB).toFixed(1)} GiB`;
}
