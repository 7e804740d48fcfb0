/** What a client asks of a restore, checked for parts that do not go together. Pure. */

import type {
  CreateRestoreBody,
  FieldViolation,
  RestoreMode,
  RestoreStrategy,
  TablePlacement,
} from '@holdfast/contract';

import { invalid } from '../http/validation.js';

export interface RestoreChoice {
  mode: RestoreMode;
  strategy: RestoreStrategy;
  /** Empty unless the strategy is `tables`. */
  tables: string[];
  tablePlacement: TablePlacement | null;
  isExact: boolean;
  isForeignAcknowledged: boolean;
  destinationId: string | null;
}

/** @throws VALIDATION_FAILED that names every field that does not fit. */
export function restoreChoiceOf(body: CreateRestoreBody): RestoreChoice {
  const violations = violationsOf(body);
  if (violations.length > 0) throw invalid(violations);
  const { mode, strategy = 'swap', tables = [], tablePlacement = 'replace' } = body;
  const isOfTables = strategy === 'tables';
  return {
    mode,
    strategy: mode === 'drill' ? 'swap' : strategy,
    tables: [...tables],
    tablePlacement: isOfTables ? tablePlacement : null,
    isExact: body.isExact ?? false,
    isForeignAcknowledged: body.acknowledgeForeign ?? false,
    destinationId: body.destinationId ?? null,
  };
}

/** A restore of everything, or a drill of it, with nothing else chosen. */
export function plainChoice(mode: RestoreMode): RestoreChoice {
  return restoreChoiceOf({ mode });
}

function violationsOf(body: CreateRestoreBody): FieldViolation[] {
  const { mode, strategy, tables = [], tablePlacement, isExact } = body;
  const isOfTables = strategy === 'tables';
  const found: [boolean, string, string][] = [
    [mode === 'drill' && isOfTables, 'strategy', 'strategy must not be tables: a drill restores everything'],
    [isOfTables && tables.length === 0, 'tables', 'tables must name at least one table'],
    [!isOfTables && tables.length > 0, 'tables', 'tables is only for the strategy tables'],
    [
      !isOfTables && tablePlacement !== undefined,
      'tablePlacement',
      'tablePlacement is only for the strategy tables',
    ],
    [isExact === true && mode !== 'preview', 'isExact', 'isExact is only for the mode preview'],
  ];
  return found.filter(([isFound]) => isFound).map(([, field, message]) => ({ field, message }));
}
