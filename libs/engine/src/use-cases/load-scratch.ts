/** Loads a backup into its scratch servers and compares what is there then. */

import type { ErrorCode, ProblemNote } from '@holdfast/contract';

import type { FingerprintComparison } from '../domain/compare-fingerprints.js';
import { asHoldfastError, HoldfastError } from '../errors/holdfast-error.js';
import { driverFor } from './adapters.js';
import { compareRestored } from './compare-restored.js';
import type { DrillPlan, DrillTarget } from './drill-plan.js';

/** These say what is wrong better than that the drill failed. */
const SPEAK_FOR_THEMSELVES = new Set<ErrorCode>([
  'CANCELED',
  'TOOL_MISSING',
  'TOOL_TOO_OLD',
  'STORAGE_FULL',
  'STORAGE_UNAVAILABLE',
  'PREFLIGHT_FAILED',
]);

export function loadScratch(plan: DrillPlan, targets: readonly DrillTarget[]): Promise<ProblemNote[]> {
  const { adapters, request, phases } = plan;
  return phases.run('loading', request.signal, async (report) => {
    const notes: ProblemNote[] = [];
    for (const target of targets) {
      const { server, spool, replacement } = target;
      const loaded = await explained(target, 'could not be loaded', () =>
        driverFor(adapters, spool.component.kind).loadBeside(
          {
            target: server.source,
            component: server.component,
            spoolPath: spool.path,
            inspection: spool.inspection,
            jobs: request.jobs,
            onProgress: report,
            signal: request.signal,
          },
          replacement,
        ),
      );
      notes.push(...loaded.notes);
    }
    return notes;
  });
}

export function compareScratch(
  plan: DrillPlan,
  targets: readonly DrillTarget[],
): Promise<FingerprintComparison[]> {
  const { adapters, request, phases } = plan;
  return phases.run('comparing', request.signal, async (report) => {
    const comparisons: FingerprintComparison[] = [];
    for (const target of targets) {
      const { server, spool, replacement } = target;
      const restored = driverFor(adapters, spool.component.kind).besideSource(server.source, replacement);
      const comparison = await explained(target, 'could not be compared', () =>
        compareRestored(adapters, restored, spool.component, {
          onBytes: (bytesDone) => report({ bytesDone, bytesTotal: spool.component.raw.sizeBytes }),
          signal: request.signal,
        }),
      );
      comparisons.push(comparison);
    }
    return comparisons;
  });
}

async function explained<T>(
  { server, spool }: DrillTarget,
  what: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    const error = asHoldfastError(thrown);
    if (SPEAK_FOR_THEMSELVES.has(error.code)) throw error;
    const message = `In the drill, ${spool.component.name} ${what}: ${error.message}`;
    throw new HoldfastError('DRILL_FAILED', message, {
      hint: hintFor(error, server.notes),
      details: { code: error.code, notes: server.notes, ...error.details },
      cause: error,
    });
  }
}

/**
 * Another locale orders text differently: unique indexes and partitions may refuse what they took before. And what is
 * confined may lack a right.
 */
const MAY_BE_WHY = new Set(['LOCALE_SUBSTITUTED', 'DRILL_CONFINED']);

function hintFor({ hint }: HoldfastError, notes: readonly ProblemNote[]): string {
  const circumstances = notes
    .filter(({ code }) => MAY_BE_WHY.has(code))
    .map((note) => `This may come from the machine, not from the backup: ${note.message} ${note.hint ?? ''}`);
  const advice = [...circumstances, ...(hint === null ? [] : [hint])];
  return advice.length > 0 ? advice.join(' ') : 'Do not rely on this backup until the reason is known.';
}
