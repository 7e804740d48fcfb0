/** The part of a table-level restore that changes the live data, one component after the other. */

import type { RestoreTablesRequest } from '../engine.js';
import { asHoldfastError, HoldfastError } from '../errors/holdfast-error.js';
import type { RestoredTables, TablesReplacement } from '../ports/component-driver.js';
import { type Adapters, driverFor } from './adapters.js';
import type { PhaseFigures, PhaseRecorder } from './phase-recorder.js';
import type { TablesTarget } from './tables-target.js';

/** Once one component is committed, its undo is not canceled. */
const UNCANCELED = new AbortController().signal;

interface Part {
  target: TablesTarget;
  replacement: TablesReplacement;
}

export async function putTables(
  adapters: Adapters,
  request: RestoreTablesRequest,
  phases: PhaseRecorder,
  targets: readonly TablesTarget[],
  replacements: readonly TablesReplacement[],
): Promise<RestoredTables[]> {
  const parts = targets.flatMap((target, index) => {
    const replacement = replacements[index];
    return replacement === undefined ? [] : { target, replacement };
  });
  const restored: RestoredTables[] = [];
  const done: Part[] = [];
  for (const part of parts) {
    try {
      restored.push(await putOne(adapters, request, phases, part));
      done.push(part);
    } catch (error) {
      await takeBack(adapters, done.reverse(), error);
      throw error;
    }
  }
  return restored;
}

/** Loading and comparing are two phases of one call, for they are one transaction. */
async function putOne(
  adapters: Adapters,
  request: RestoreTablesRequest,
  phases: PhaseRecorder,
  { target, replacement }: Part,
): Promise<RestoredTables> {
  const { source, component, spool, names } = target;
  const { placement, jobs, signal } = request;
  const loading = {
    target: source,
    component,
    spoolPath: spool.path,
    inspection: spool.inspection,
    jobs,
    signal,
  };
  let tell = (_figures: PhaseFigures): void => undefined;
  const { outcome } = await phases.run('loading', signal, (onProgress) => {
    return new Promise<{ outcome: Promise<RestoredTables> }>((resolve, reject) => {
      const onComparing = (itemsDone: number, itemsTotal: number): void => {
        resolve({ outcome });
        tell({ itemsDone, itemsTotal });
      };
      const where = { tables: names, placement, replacement };
      const outcome = driverFor(adapters, source.kind).restoreTables({
        ...loading,
        ...where,
        onProgress,
        onComparing,
      });
      outcome.then(() => resolve({ outcome }), reject);
    });
  });
  return await phases.run('comparing', UNCANCELED, (report) => {
    tell = report;
    return outcome;
  });
}

async function takeBack(adapters: Adapters, parts: readonly Part[], cause: unknown): Promise<void> {
  for (const { target, replacement } of parts) {
    try {
      await driverFor(adapters, target.source.kind).undoTables(target.source, replacement, UNCANCELED);
    } catch (error) {
      const { message } = asHoldfastError(error);
      throw new HoldfastError(
        'RESTORE_ROLLBACK_FAILED',
        `Tables of another component could not be restored, and those of ${target.source.name} could not be taken back: ${message}`,
        { hint: `Their previous content is in the schema ${replacement.keptSchema}.`, cause },
      );
    }
  }
}
