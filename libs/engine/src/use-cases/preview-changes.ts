/** What a restore would change of one component, table by table. */

import type { ProblemNote, TableChange } from '@holdfast/contract';

import type { ComponentSource } from '../domain/application.js';
import { describeTableChanges, type LiveTable } from '../domain/table-changes.js';
import type { PreviewRequest } from '../engine.js';
import type { Adapters } from './adapters.js';
import type { ChosenTables } from './choose-tables.js';
import type { PhaseFigures } from './phase-recorder.js';
import { countLiveTables, fingerprintLiveTables, type LiveTables } from './read-live-tables.js';

export interface PreviewPart extends ChosenTables {
  source: ComponentSource;
}

interface Changes {
  notes: ProblemNote[];
  tables: TableChange[];
}

const MAX_NAMED = 10;

export async function readChanges(
  adapters: Adapters,
  request: PreviewRequest,
  part: PreviewPart,
  report: (figures: PhaseFigures) => void,
): Promise<Changes> {
  const names = new Set(part.names);
  const recorded = part.component.fingerprint.tables.filter(({ name }) => names.has(name));
  const isBeside = request.strategy === 'tables' && request.placement === 'beside';
  // What is put beside appears under another name, whatever stands there.
  const live = isBeside ? { tables: [], unreadable: [] } : await readLive(adapters, request, part, report);
  const unreadable = new Set(live.unreadable);
  const isDroppingOthers = request.strategy === 'swap' && request.tables.length === 0;
  const readable = recorded.filter(({ name }) => !unreadable.has(name));
  return {
    tables: describeTableChanges(readable, live.tables, { isDroppingOthers }),
    notes: [
      ...tellUnreadable(live.unreadable),
      ...(request.strategy === 'in-place' ? tellStaying(part, live.tables) : []),
    ],
  };
}

function readLive(
  adapters: Adapters,
  { isExact, signal }: PreviewRequest,
  { source, component }: PreviewPart,
  report: (figures: PhaseFigures) => void,
): Promise<LiveTables> {
  if (!isExact) return countLiveTables(adapters, source, signal);
  const onBytes = (bytesDone: number): void => report({ bytesDone });
  return fingerprintLiveTables(adapters, source, component, { onBytes, signal });
}

function tellUnreadable(names: readonly string[]): ProblemNote[] {
  if (names.length === 0) return [];
  return [
    {
      code: 'TABLES_NOT_READABLE',
      severity: 'warning',
      message: `This role may not read all rows of ${list(names)}: what would change in them cannot be told.`,
      hint: 'Grant SELECT on them (and BYPASSRLS where row security hides rows), or connect as their owner.',
    },
  ];
}

function tellStaying({ component }: PreviewPart, live: readonly LiveTable[]): ProblemNote[] {
  const changes = describeTableChanges(component.fingerprint.tables, live, { isDroppingOthers: true });
  const staying = changes.filter(({ change }) => change === 'vanishes').map(({ name }) => name);
  if (staying.length === 0) return [];
  const message = `Not in the backup, and left as they are by a restore in place: ${list(staying)}.`;
  return [{ code: 'TABLES_STAY', severity: 'info', message, hint: null }];
}

function list(names: readonly string[]): string {
  const more = names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : '';
  return names.slice(0, MAX_NAMED).join(', ') + more;
}
