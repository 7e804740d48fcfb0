/** A PostgreSQL server that is started for one drill and leaves nothing behind. */

import { Secret } from '../../../domain/secret.js';
import type { ScratchServer, ScratchServerRequest } from '../../../ports/component-driver.js';
import { parseConnection } from '../connection.js';
import type { PostgresContext } from '../context.js';
import { withMaintenance } from '../maintenance.js';
import { readServerInfo } from '../server-info.js';
import { type ClusterPlace, makeClusterPlace } from './cluster-place.js';
import { fitDatabase } from './fit-database.js';
import { furnish } from './furnish.js';
import { runCluster, type RunningCluster } from './run-cluster.js';
import { findServerPrograms, type ServerPrograms } from './server-programs.js';
import { serverUser, type ServerUser } from './server-user.js';

/** Tables with their indexes need more than their text. */
const USUAL_GROWTH = 2;
const DATABASE = 'holdfast_drill';

export async function startThrowAwayServer(
  context: PostgresContext,
  request: ScratchServerRequest,
): Promise<ScratchServer> {
  const programs = await findServerPrograms(await context.findClientTools(), request.component);
  const user = await serverUser();
  const neededBytes = request.component.raw.sizeBytes * USUAL_GROWTH;
  const place = await makeClusterPlace(request.directory, user, neededBytes);
  let cluster: RunningCluster | null = null;
  const dispose = async (): Promise<void> => {
    await cluster?.stop();
    await place.remove();
  };
  try {
    cluster = await runCluster(context, { programs, place, user, signal: request.signal });
    const prepared = await prepare(context, request, { programs, place, user, superuser: cluster.superuser });
    return { kind: 'throw-away', ...prepared, dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

interface Started {
  programs: ServerPrograms;
  place: ClusterPlace;
  user: ServerUser | null;
  superuser: string;
}

async function prepare(
  context: PostgresContext,
  { component, inspection, globalsPath, signal }: ScratchServerRequest,
  { programs, place, user, superuser }: Started,
): Promise<Pick<ScratchServer, 'source' | 'version' | 'component' | 'notes'>> {
  const host = encodeURIComponent(place.socketDirectory);
  const connection = new Secret(`postgresql://${superuser}@:5432/${DATABASE}?host=${host}`);
  const source = { name: component.name, kind: component.kind, connection };
  return withMaintenance(parseConnection(source), signal, async (session) => {
    const { version } = await readServerInfo(session);
    const { home } = place;
    await furnish(context, session, { inspection, database: component.database, globalsPath, home, user });
    const { database, notes } = await fitDatabase(session, component.database, programs.major);
    return { source, version, component: { ...component, database }, notes };
  });
}
