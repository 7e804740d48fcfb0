/** What stands in the live database now: rows counted, or every row's content hashed. Changes nothing. */

import type { ComponentSource } from '../domain/application.js';
import type { ManifestComponent } from '../domain/manifest.js';
import type { LiveTable } from '../domain/table-changes.js';
import { type Adapters, driverFor } from './adapters.js';
import { inspectLive } from './compare-restored.js';

export interface LiveTables {
  tables: LiveTable[];
  /** Tables that this role may not read wholly. */
  unreadable: string[];
}

const NOTHING: LiveTables = { tables: [], unreadable: [] };

/** Nothing where the live database does not exist. */
export async function countLiveTables(
  adapters: Adapters,
  source: ComponentSource,
  signal: AbortSignal,
): Promise<LiveTables> {
  const counts = await driverFor(adapters, source.kind).countRows(source, signal);
  if (counts === null) return NOTHING;
  return {
    tables: counts.flatMap(({ name, rows }) => (rows === null ? [] : { name, rows, content: null })),
    unreadable: counts.filter(({ rows }) => rows === null).map(({ name }) => name),
  };
}

/** Dumps it, as a backup would: who may not read something gets an error that says so. */
export async function fingerprintLiveTables(
  adapters: Adapters,
  source: ComponentSource,
  component: ManifestComponent,
  options: { onBytes: (bytes: number) => void; signal: AbortSignal },
): Promise<LiveTables> {
  const { liveSizeBytes } = await driverFor(adapters, source.kind).examineTarget(source, options.signal);
  if (liveSizeBytes === null) return NOTHING;
  const { fingerprint } = await inspectLive(adapters, source, component, options);
  return {
    tables: fingerprint.tables.map((content) => ({ name: content.name, rows: content.rows, content })),
    unreadable: [],
  };
}
