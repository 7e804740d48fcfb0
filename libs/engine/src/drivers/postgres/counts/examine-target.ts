/** The live side of a restore: who is connected, how large it is, what is free. Changes nothing. */

import type { ComponentSource } from '../../../domain/application.js';
import { HoldfastError } from '../../../errors/holdfast-error.js';
import type { TargetExamination } from '../../../ports/component-driver.js';
import { parseConnection } from '../connection.js';
import { withMaintenance } from '../maintenance.js';
import { readFreeBytes } from '../preflight/check-disk.js';
import { type SqlSession, withSession } from '../sql-session.js';
import { countSessions } from '../swap/count-sessions.js';

const LIVE = `
  SELECT oid::int8::float8 AS oid, pg_catalog.pg_database_size(oid)::float8 AS "sizeBytes"
    FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()`;

export async function examineTarget(
  target: ComponentSource,
  signal: AbortSignal,
): Promise<TargetExamination> {
  const connection = parseConnection(target);
  try {
    return await withSession(connection, signal, async (session) => ({
      ...(await examineLive(session)),
      freeBytes: await readFreeBytes(session, connection),
    }));
  } catch (error) {
    if (!(error instanceof HoldfastError) || error.code !== 'SOURCE_NOT_FOUND') throw error;
    const freeBytes = await withMaintenance(connection, signal, (session) =>
      readFreeBytes(session, connection),
    );
    return { liveSessions: null, liveSizeBytes: null, freeBytes };
  }
}

async function examineLive(session: SqlSession): Promise<Omit<TargetExamination, 'freeBytes'>> {
  const { rows } = await session.query<{ oid: number; sizeBytes: number }>(LIVE);
  const [live] = rows;
  if (live === undefined) throw new Error('the server does not list the database it is connected to');
  return { liveSessions: (await countSessions(session, live.oid)).total, liveSizeBytes: live.sizeBytes };
}
