/**
 * Brings chosen tables back into the live database: verify, preflight, safety snapshot, load, compare.
 *
 * Each component is one transaction. Where the tables lie in several components and a later one fails,
 * the earlier ones are undone.
 */
import type { ProblemNote, RestoredTable, RestoreReport } from '@holdfast/contract';

import type { ComponentSource } from '../domain/application.js';
import type { Manifest } from '../domain/manifest.js';
import type { RestoreTablesRequest, RestoreTablesResult } from '../engine.js';
import type { RestoredTables, TablesReplacement } from '../ports/component-driver.js';
import { type Adapters, driverFor } from './adapters.js';
import { type ChosenTables, chooseTables } from './choose-tables.js';
import { ensureTrusted } from './foreign-package.js';
import { pairComponents } from './pair-components.js';
import { PhaseRecorder } from './phase-recorder.js';
import { assertNoBlockers } from './preflight-blockers.js';
import { putTables } from './put-tables.js';
import { Spools } from './spools.js';
import type { TablesTarget } from './tables-target.js';

export async function restoreTables(
  adapters: Adapters,
  request: RestoreTablesRequest,
): Promise<RestoreTablesResult> {
  const phases = new PhaseRecorder(adapters.clock, request.onProgress);
  // Where the package is read from; everything else stays.
  const reading = { ...adapters, destination: request.from ?? adapters.destination };
  const spools = new Spools(reading, request.restoreId);
  try {
    const manifest = await ensureTrusted(adapters, request, phases);
    const parts = pairComponents(request.application, chooseTables(manifest, request.tables));
    const targets = await phases.run('verifying', request.signal, (report) =>
      fillSpools(spools, request, manifest, parts, (bytesDone, bytesTotal) =>
        report({ bytesDone, bytesTotal }),
      ),
    );
    const notes = await phases.run('preflight', request.signal, () => preflight(adapters, request, targets));
    const safetySnapshotId = await takeSafetySnapshot(request, phases);
    const replacements = await planAll(adapters, request, targets);
    await request.onPlanned(replacements);
    const restored = await putTables(adapters, request, phases, targets, replacements);
    const report = { ...reportOf(phases, restored, notes), safetySnapshotId };
    return { report, replacements };
  } finally {
    await spools.remove();
  }
}

async function fillSpools(
  spools: Spools,
  request: RestoreTablesRequest,
  manifest: Manifest,
  parts: readonly (ChosenTables & { source: ComponentSource })[],
  onBytes: (bytesDone: number, bytesTotal: number) => void,
): Promise<TablesTarget[]> {
  const ref = { appId: manifest.appId, backupId: manifest.backupId };
  const bytesTotal = parts.reduce((total, { component }) => total + component.object.sizeBytes, 0);
  const targets: TablesTarget[] = [];
  let bytesBefore = 0;
  for (const part of parts) {
    const onObjectBytes = (bytes: number): void => onBytes(bytesBefore + bytes, bytesTotal);
    const spool = await spools.fill(ref, part.component, onObjectBytes, request.signal);
    targets.push({ ...part, spool });
    bytesBefore += part.component.object.sizeBytes;
  }
  return targets;
}

async function preflight(
  adapters: Adapters,
  { placement, signal }: RestoreTablesRequest,
  targets: readonly TablesTarget[],
): Promise<ProblemNote[]> {
  const notes: ProblemNote[] = [];
  for (const { source, component, spool, names } of targets) {
    const driver = driverFor(adapters, source.kind);
    notes.push(
      ...(await driver.preflightTables(source, component, spool.inspection, names, placement, signal)),
    );
  }
  assertNoBlockers(notes);
  return notes;
}

function takeSafetySnapshot(request: RestoreTablesRequest, phases: PhaseRecorder): Promise<string | null> {
  const { takeSafetySnapshot: take, signal } = request;
  if (take === null) return Promise.resolve(null);
  return phases.run('safety-snapshot', signal, (report) =>
    take(signal, (bytesDone) => report({ bytesDone })),
  );
}

async function planAll(
  adapters: Adapters,
  { restoreId, placement, signal }: RestoreTablesRequest,
  targets: readonly TablesTarget[],
): Promise<TablesReplacement[]> {
  const replacements: TablesReplacement[] = [];
  for (const { source, names } of targets) {
    const driver = driverFor(adapters, source.kind);
    replacements.push(await driver.planTables(source, restoreId, names, placement, signal));
  }
  return replacements;
}

function reportOf(
  phases: PhaseRecorder,
  restored: readonly RestoredTables[],
  notes: readonly ProblemNote[],
): Omit<RestoreReport, 'safetySnapshotId'> {
  const restoredTables = restored.flatMap(({ tables }) => tables);
  return {
    strategy: 'tables',
    phases: phases.reports,
    tables: restoredTables.map(asComparison),
    comparedTables: restoredTables.length,
    comparedRows: restoredTables.reduce((total, { rows }) => total + rows, 0),
    comparedLargeObjects: 0,
    comparedSequences: 0,
    comparedObjects: 0,
    refusedMs: null,
    restoredTables,
    notes: [
      ...notes.filter(({ severity }) => severity === 'warning'),
      ...restored.flatMap((one) => one.notes),
    ],
  };
}

/** The driver compares within the transaction: a table that differs is never committed. */
function asComparison({ name, rows }: RestoredTable): RestoreReport['tables'][number] {
  return { name, expectedRows: rows, actualRows: rows, isEqual: true };
}
