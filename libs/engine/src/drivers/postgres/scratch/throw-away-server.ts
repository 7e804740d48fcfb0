/** A PostgreSQL server that is started for one drill and leaves nothing behind. */

import type { ProblemNote } from '@holdfast/contract';

import type { ComponentSource } from '../../../domain/application.js';
import type { ManifestComponent } from '../../../domain/manifest.js';
import { Secret } from '../../../domain/secret.js';
import type { ScratchServer, ScratchServerRequest } from '../../../ports/component-driver.js';
import { parseConnection } from '../connection.js';
import type { PostgresContext } from '../context.js';
import { withMaintenance } from '../maintenance.js';
import { info } from '../preflight/note.js';
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
  const place = await makeClusterPlace(context.runner, request.directory, user, neededBytes);
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

/** The superuser only furnishes: what the backup brings to run is run by whoever loads it. */
async function prepare(
  context: PostgresContext,
  request: ScratchServerRequest,
  { programs, place, user, superuser }: Started,
): Promise<Pick<ScratchServer, 'source' | 'version' | 'component' | 'notes'>> {
  const { component, signal } = request;
  const isConfined = user === null && !request.isTrusted;
  const loader = isConfined ? `${superuser}_loader` : superuser;
  return withMaintenance(parseConnection(sourceFor(component, place, superuser)), signal, async (session) => {
    const { version } = await readServerInfo(session);
    await furnish(context, session, { ...request, isConfined, loader, home: place.home, user });
    const { database, notes } = await fitDatabase(session, component.database, programs.major);
    const source = sourceFor(component, place, loader);
    return {
      source,
      version,
      component: { ...component, database },
      notes: [...notes, ...(isConfined ? [confined()] : [])],
    };
  });
}

function confined(): ProblemNote {
  return info(
    'DRILL_CONFINED',
    'The package is not signed by this installation, and the console does not run as root: it was loaded without the rights of a superuser.',
    'Where it holds what only superusers can restore, drill it on a console that runs as root.',
  );
}

function sourceFor({ name, kind }: ManifestComponent, place: ClusterPlace, role: string): ComponentSource {
  const host = encodeURIComponent(place.socketDirectory);
  return { name, kind, connection: new Secret(`postgresql://${role}@:5432/${DATABASE}?host=${host}`) };
}
