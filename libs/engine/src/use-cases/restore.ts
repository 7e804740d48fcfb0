/**
 * Brings a backup back: verify, preflight, safety snapshot, load, compare, swap.
 *
 * Until the swap the live database is not touched; any failure before it drops what was loaded beside.
 * The swap is atomic. All components of an application are swapped, or none.
 */
import type { PhaseReport, ProblemNote } from '@holdfast/contract';

import type { FingerprintComparison } from '../domain/compare-fingerprints.js';
import type { Manifest } from '../domain/manifest.js';
import type { RestoreRequest, RestoreResult } from '../engine.js';
import { HoldfastError } from '../errors/holdfast-error.js';
import { type Adapters, driverFor } from './adapters.js';
import { sourceOf } from './compare-restored.js';
import { ensureTrusted } from './foreign-package.js';
import { PhaseRecorder } from './phase-recorder.js';
import { restoreBySwap } from './restore-by-swap.js';
import { restoreInPlace } from './restore-in-place.js';
import type { AppliedRestore, RestoreTarget } from './restore-plan.js';
import { Spools } from './spools.js';
import { readingFrom, verifyAttachments } from './verify-backup.js';

export async function restore(adapters: Adapters, request: RestoreRequest): Promise<RestoreResult> {
  const phases = new PhaseRecorder(adapters.clock, request.onProgress);
  const around = readingFrom(adapters, request);
  const spools = new Spools(around, request.restoreId);
  try {
    const manifest = await ensureTrusted(adapters, request, phases);
    const targets = await phases.run('verifying', request.signal, async (report) => {
      await verifyAttachments(around, request, manifest, request.signal);
      return fillSpools(spools, request, manifest, (bytesDone, bytesTotal) =>
        report({ bytesDone, bytesTotal }),
      );
    });
    const notes = await phases.run('preflight', request.signal, () => preflight(adapters, request, targets));
    const isLiveMissing = notes.some(({ code }) => code === 'LIVE_MISSING');
    const safetySnapshotId = isLiveMissing ? null : await takeSafetySnapshot(request, phases);
    const plan = { adapters, request, phases, targets, safetySnapshotId };
    const apply = request.strategy === 'swap' ? restoreBySwap : restoreInPlace;
    const applied = await apply(plan);
    return {
      report: report(
        request,
        phases.reports,
        [...worthTelling(notes), ...applied.notes],
        safetySnapshotId,
        applied,
      ),
      replacements: applied.replacements,
    };
  } finally {
    await spools.remove();
  }
}

async function fillSpools(
  spools: Spools,
  request: RestoreRequest,
  manifest: Manifest,
  onBytes: (bytesDone: number, bytesTotal: number) => void,
): Promise<RestoreTarget[]> {
  const bytesTotal = manifest.components.reduce((total, { object }) => total + object.sizeBytes, 0);
  const targets: RestoreTarget[] = [];
  let bytesBefore = 0;
  for (const component of manifest.components) {
    const source = sourceOf(request.application, component);
    if (source === null) throw foreignComponent(component.name, request);
    const onObjectBytes = (bytes: number): void => onBytes(bytesBefore + bytes, bytesTotal);
    const spool = await spools.fill(request, component, onObjectBytes, request.signal);
    targets.push({ source, spool });
    bytesBefore += component.object.sizeBytes;
  }
  return targets;
}

function foreignComponent(name: string, request: RestoreRequest): HoldfastError {
  return new HoldfastError(
    'PREFLIGHT_FAILED',
    `The backup holds the component ${name}, which the application ${request.application.name} does not have.`,
    { hint: 'Choose a backup of this application.' },
  );
}

async function preflight(
  adapters: Adapters,
  request: RestoreRequest,
  targets: readonly RestoreTarget[],
): Promise<ProblemNote[]> {
  const notes: ProblemNote[] = [];
  for (const { source, spool } of targets) {
    const driver = driverFor(adapters, source.kind);
    notes.push(...(await driver.preflight(source, spool.component, request.strategy, request.signal)));
  }
  const blockers = notes.filter(({ severity }) => severity === 'blocker');
  if (blockers.length === 0) return notes;
  const hints = blockers.map(({ hint }) => hint).filter((hint) => hint !== null);
  throw new HoldfastError('PREFLIGHT_FAILED', blockers.map(({ message }) => message).join(' '), {
    ...(hints.length > 0 && { hint: hints.join(' ') }),
    details: { blockers },
  });
}

/** What was only good to know beforehand is of no use in the report. */
function worthTelling(notes: readonly ProblemNote[]): ProblemNote[] {
  return notes.filter(({ code, severity }) => severity === 'warning' || code === 'LIVE_MISSING');
}

function takeSafetySnapshot(request: RestoreRequest, phases: PhaseRecorder): Promise<string | null> {
  const { takeSafetySnapshot: take, signal } = request;
  if (take === null) return Promise.resolve(null);
  return phases.run('safety-snapshot', signal, (report) =>
    take(signal, (bytesDone) => report({ bytesDone })),
  );
}

function report(
  request: RestoreRequest,
  phases: PhaseReport[],
  notes: ProblemNote[],
  safetySnapshotId: string | null,
  { comparisons, refusedMs }: AppliedRestore,
): RestoreResult['report'] {
  const total = (count: (comparison: FingerprintComparison) => number): number =>
    comparisons.reduce((sum, comparison) => sum + count(comparison), 0);
  return {
    strategy: request.strategy,
    phases,
    tables: comparisons.flatMap(({ tables }) => tables),
    comparedTables: total(({ tables }) => tables.length),
    comparedRows: total(({ comparedRows }) => comparedRows),
    comparedLargeObjects: total(({ comparedLargeObjects }) => comparedLargeObjects),
    comparedSequences: total(({ comparedSequences }) => comparedSequences),
    comparedObjects: total(({ comparedObjects }) => comparedObjects),
    refusedMs,
    safetySnapshotId,
    restoredTables: [],
    notes,
  };
}
