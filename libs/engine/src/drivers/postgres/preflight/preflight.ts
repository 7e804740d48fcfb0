/** What stands in the way of a restore, and what to know before it. Changes nothing. */

import type { ProblemNote } from '@holdfast/contract';

import type { ComponentSource } from '../../../domain/application.js';
import type { ManifestComponent } from '../../../domain/manifest.js';
import { parseConnection } from '../connection.js';
import type { PostgresContext } from '../context.js';
import { withMaintenance } from '../maintenance.js';
import { checkContents } from './check-contents.js';
import { checkDisk } from './check-disk.js';
import { checkInPlace } from './check-in-place.js';
import { checkLive } from './check-live.js';
import { checkVersions } from './check-versions.js';
import { readTargetFacts } from './target-facts.js';

export async function preflight(
  context: PostgresContext,
  target: ComponentSource,
  component: ManifestComponent,
  strategy: 'swap' | 'in-place',
  signal: AbortSignal,
): Promise<ProblemNote[]> {
  const connection = parseConnection(target);
  const installed = await context.findClientTools();
  return await withMaintenance(connection, signal, async (session) => {
    const facts = await readTargetFacts(session, target, component);
    return [
      ...checkVersions(facts, component, installed),
      ...checkContents(facts, component),
      ...(strategy === 'swap' ? checkLive(facts) : checkInPlace(facts)),
      ...(strategy === 'swap' ? await checkDisk(session, connection, component) : []),
    ];
  });
}
