/** Databases that carry our naming but belong to no restore that is known. */

import type { Application } from '../domain/application.js';
import type { DatabaseReplacement } from '../domain/database-replacement.js';
import { type Adapters, driverFor } from './adapters.js';

export async function findStrays(
  adapters: Adapters,
  application: Application,
  known: readonly DatabaseReplacement[],
): Promise<string[]> {
  const strays: string[] = [];
  for (const source of application.components) {
    strays.push(...(await driverFor(adapters, source.kind).findStrays(source, known)));
  }
  return strays;
}
