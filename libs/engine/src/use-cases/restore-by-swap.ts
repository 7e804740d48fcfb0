/** Loads beside the live database, compares, and swaps in: the default. */

import type { ProblemNote } from '@holdfast/contract';

import type { FingerprintComparison } from '../domain/compare-fingerprints.js';
import type { DatabaseReplacement } from '../domain/database-replacement.js';
import { HoldfastError } from '../errors/holdfast-error.js';
import { type Adapters, driverFor } from './adapters.js';
import { compareRestored } from './compare-restored.js';
import type { AppliedRestore, RestorePlan, RestoreTarget } from './restore-plan.js';
import { swapAll } from './swap-all.js';

const DIFFERENCES_SHOWN = 5;

export interface BesideTarget extends RestoreTarget {
  replacement: DatabaseReplacement;
}

export async function restoreBySwap(plan: RestorePlan): Promise<AppliedRestore> {
  const { adapters, request, phases } = plan;
  const targets = plan.targets.map((target) => ({
    ...target,
    replacement: driverFor(adapters, target.source.kind).planReplacement(target.source, request.restoreId),
  }));
  const replacements = targets.map(({ replacement }) => replacement);
  await request.onPlanned(replacements);
  try {
    const notes = await loadAll(plan, targets);
    const comparisons = await compareAll(plan, targets);
    const refusedMs = await phases.run('swapping', request.signal, async () => {
      await request.onSwapping();
      return swapAll(adapters, targets);
    });
    return { comparisons, notes: [...notes, ...writesAfterSnapshot(plan)], refusedMs, replacements };
  } catch (error) {
    await dropBeside(adapters, targets);
    throw error;
  }
}

function loadAll(plan: RestorePlan, targets: readonly BesideTarget[]): Promise<ProblemNote[]> {
  const { adapters, request, phases } = plan;
  return phases.run('loading', request.signal, async (report) => {
    const notes: ProblemNote[] = [];
    for (const { source, spool, replacement } of targets) {
      const loaded = await driverFor(adapters, source.kind).loadBeside(
        {
          target: source,
          component: spool.component,
          spoolPath: spool.path,
          inspection: spool.inspection,
          jobs: request.jobs,
          onProgress: report,
          signal: request.signal,
        },
        replacement,
      );
      notes.push(...loaded.notes);
    }
    return notes;
  });
}

function compareAll(plan: RestorePlan, targets: readonly BesideTarget[]): Promise<FingerprintComparison[]> {
  const { adapters, request, phases } = plan;
  return phases.run('comparing', request.signal, async (report) => {
    const comparisons: FingerprintComparison[] = [];
    for (const { source, spool, replacement } of targets) {
      const beside = driverFor(adapters, source.kind).besideSource(source, replacement);
      const comparison = await compareRestored(adapters, beside, spool.component, {
        onBytes: (bytesDone) => report({ bytesDone, bytesTotal: spool.component.raw.sizeBytes }),
        signal: request.signal,
      });
      assertEqual(comparison, source.name);
      comparisons.push(comparison);
    }
    return comparisons;
  });
}

function assertEqual(comparison: FingerprintComparison, componentName: string): void {
  if (comparison.isEqual) return;
  const shown = comparison.differences.slice(0, DIFFERENCES_SHOWN).join('; ');
  const more = comparison.differences.length - DIFFERENCES_SHOWN;
  throw new HoldfastError(
    'RESTORE_MISMATCH',
    `What was restored of ${componentName} does not equal the backup: ${shown}${more > 0 ? `; and ${more} more` : ''}.`,
    {
      hint: 'The live data is unchanged. Verify the backup, and report this together with the server’s version.',
      details: { differences: comparison.differences },
    },
  );
}

function writesAfterSnapshot({ safetySnapshotId }: RestorePlan): ProblemNote[] {
  if (safetySnapshotId === null) return [];
  return [
    {
      code: 'WRITES_IN_KEPT_DATABASE',
      severity: 'info',
      message: `After the safety snapshot ${safetySnapshotId}, clients may have gone on writing. What they wrote is in the database that is kept for undo.`,
      hint: null,
    },
  ];
}

/** After a swap that went through, nothing stands beside any more and nothing is dropped. */
async function dropBeside(adapters: Adapters, targets: readonly BesideTarget[]): Promise<void> {
  for (const { source, replacement } of targets) {
    try {
      await driverFor(adapters, source.kind).drop(source, replacement, 'beside');
    } catch (error) {
      adapters.logger.warn('The database loaded beside could not be dropped yet', {
        database: replacement.besideName,
        reason: String(error),
      });
    }
  }
}
