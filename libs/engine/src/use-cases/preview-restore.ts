/** What a restore would do: whether it can be done, and what it would change, table by table. Changes nothing. */

import type { PreviewReport, ProblemNote } from '@holdfast/contract';

import type { PreviewRequest } from '../engine.js';
import { readManifest } from '../package/package-reader.js';
import type { TargetExamination } from '../ports/component-driver.js';
import { type Adapters, driverFor } from './adapters.js';
import { allTables, type ChosenTables, chooseTables } from './choose-tables.js';
import { sourceOf } from './compare-restored.js';
import { neededBytes } from './needed-bytes.js';
import { PhaseRecorder } from './phase-recorder.js';
import { type PreviewPart, readChanges } from './preview-changes.js';

interface Examined {
  notes: ProblemNote[];
  examination: TargetExamination;
  neededBytes: number;
}

/** Only the manifest is read of the package. What would stop the restore is a note; nothing is thrown for it. */
export async function previewRestore(adapters: Adapters, request: PreviewRequest): Promise<PreviewReport> {
  const { from = adapters.destination, signal, isExact } = request;
  const phases = new PhaseRecorder(adapters.clock, request.onProgress);
  const manifest = await readManifest(from, request);
  const chosen = request.tables.length > 0 ? chooseTables(manifest, request.tables) : allTables(manifest);
  const { parts, foreign } = pair(request, chosen);
  const examined = await phases.run('preflight', signal, () =>
    each(parts, (part) => examine(adapters, request, part)),
  );
  const changes = await phases.run(isExact ? 'comparing' : 'counting', signal, (report) =>
    each(parts, (part) => readChanges(adapters, request, part, report)),
  );
  const notes = [...foreign, ...examined.flatMap((one) => one.notes), ...changes.flatMap((one) => one.notes)];
  return {
    takenAt: adapters.clock.now().toISOString(),
    isExact,
    canRestore: notes.every(({ severity }) => severity !== 'blocker'),
    notes,
    liveSessions: addKnown(examined.map(({ examination }) => examination.liveSessions)),
    space: {
      neededBytes: examined.reduce((total, one) => total + one.neededBytes, 0),
      freeBytes: leastKnown(examined.map(({ examination }) => examination.freeBytes)),
    },
    estimate: null,
    tables: changes.flatMap(({ tables }) => tables),
  };
}

/** A component that the application does not have is a blocker, and the others are still looked at. */
function pair(
  { application }: PreviewRequest,
  chosen: readonly ChosenTables[],
): { parts: PreviewPart[]; foreign: ProblemNote[] } {
  const parts: PreviewPart[] = [];
  const foreign: ProblemNote[] = [];
  for (const one of chosen) {
    const source = sourceOf(application, one.component);
    if (source !== null) parts.push({ ...one, source });
    else foreign.push(foreignComponent(one.component.name, application.name));
  }
  return { parts, foreign };
}

async function examine(
  adapters: Adapters,
  request: PreviewRequest,
  { source, component, names }: PreviewPart,
): Promise<Examined> {
  const { strategy, placement, signal } = request;
  const { fingerprint } = component;
  const driver = driverFor(adapters, source.kind);
  const notes =
    strategy === 'tables'
      ? await driver.preflightTables(source, component, { fingerprint }, names, placement, signal)
      : await driver.preflight(source, component, strategy, signal);
  const examination = await driver.examineTarget(source, signal);
  return { notes, examination, neededBytes: neededBytes(request, component, names, examination) };
}

function foreignComponent(name: string, applicationName: string): ProblemNote {
  return {
    code: 'PREFLIGHT_FAILED',
    severity: 'blocker',
    message: `The backup holds the component ${name}, which the application ${applicationName} does not have.`,
    hint: 'Choose a backup of this application.',
  };
}

function addKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((total, value) => total + value, 0);
}

function leastKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.min(...known);
}

async function each<Part, Result>(
  parts: readonly Part[],
  work: (part: Part) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const part of parts) results.push(await work(part));
  return results;
}
