/**
 * Restores over the live database in one transaction: only where it was chosen, for servers on which
 * no database can be created. What the backup does not know stays as it is.
 */
import type { FingerprintComparison } from '../domain/compare-fingerprints.js';
import { HoldfastError } from '../errors/holdfast-error.js';
import { readManifest } from '../package/package-reader.js';
import type { LoadProgress } from '../ports/component-driver.js';
import { driverFor } from './adapters.js';
import { compareRestored, sourceOf } from './compare-restored.js';
import type { AppliedRestore, RestorePlan, RestoreTarget } from './restore-plan.js';
import { type Spool, Spools } from './spools.js';

export async function restoreInPlace(plan: RestorePlan): Promise<AppliedRestore> {
  const { request, phases } = plan;
  const notes = await phases.run('loading', request.signal, async (report) => {
    await request.onSwapping();
    const loaded = [];
    for (const target of plan.targets) loaded.push(await load(plan, target.spool, target, report));
    return loaded.flatMap((one) => one.notes);
  });
  const comparisons = await phases.run('comparing', neverAborted(), () => compareAll(plan));
  const differences = comparisons.flatMap((comparison) => comparison.differences);
  if (differences.length > 0) await rollBack(plan, differences);
  return { comparisons, notes, refusedMs: null, replacements: [] };
}

function load(
  { adapters, request }: RestorePlan,
  spool: Spool,
  { source }: RestoreTarget,
  onProgress: (progress: LoadProgress) => void,
): Promise<{ notes: AppliedRestore['notes'] }> {
  return driverFor(adapters, source.kind).loadInPlace({
    target: source,
    component: spool.component,
    spoolPath: spool.path,
    inspection: spool.inspection,
    jobs: 1,
    onProgress,
    signal: request.signal,
  });
}

async function compareAll({ adapters, targets }: RestorePlan): Promise<FingerprintComparison[]> {
  const comparisons: FingerprintComparison[] = [];
  for (const { source, spool } of targets) {
    const comparison = await compareRestored(adapters, source, spool.component, {
      onBytes: () => undefined,
      signal: neverAborted(),
      isAllowingMore: true,
    });
    comparisons.push(comparison);
  }
  return comparisons;
}

/** Always throws: the restore has failed, and the message says what the data is now. */
async function rollBack(plan: RestorePlan, differences: string[]): Promise<never> {
  const found = differences.slice(0, 5).join('; ');
  const { safetySnapshotId } = plan;
  try {
    if (safetySnapshotId === null) throw new Error('no safety snapshot was taken');
    await loadSafetySnapshot(plan, safetySnapshotId);
  } catch (error) {
    throw new HoldfastError(
      'RESTORE_ROLLBACK_FAILED',
      `What was restored does not equal the backup (${found}), and going back failed: ${String(error)}`,
      { hint: `Restore the safety snapshot ${safetySnapshotId ?? ''} by swap.`, cause: error },
    );
  }
  throw new HoldfastError('RESTORE_MISMATCH', `What was restored does not equal the backup: ${found}.`, {
    hint: 'The data was brought back from the safety snapshot. Stop the application before restoring in place.',
    details: { differences },
  });
}

async function loadSafetySnapshot(plan: RestorePlan, backupId: string): Promise<void> {
  const { adapters, request } = plan;
  const ref = { appId: request.appId, backupId };
  const spools = new Spools(adapters, `${request.restoreId}-rollback`);
  try {
    const manifest = await readManifest(adapters.destination, ref);
    for (const component of manifest.components) {
      const source = sourceOf(request.application, component);
      if (source === null) continue;
      const spool = await spools.fill(ref, component, () => undefined, neverAborted());
      const rollback = { ...plan, request: { ...request, signal: neverAborted() } };
      await load(rollback, spool, { source, spool }, () => undefined);
    }
  } finally {
    await spools.remove();
  }
}

/** Once the live database was changed there is no stopping half-way. */
function neverAborted(): AbortSignal {
  return new AbortController().signal;
}
