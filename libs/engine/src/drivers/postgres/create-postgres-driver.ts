/** PostgreSQL 12 and newer, by its own client programs and SQL. */

import type { Clock } from '../../ports/clock.js';
import type { ComponentDriver } from '../../ports/component-driver.js';
import type { Logger } from '../../ports/logger.js';
import type { ProcessRunner } from '../../ports/process-runner.js';
import { createArchiveInspector } from './archive/inspector.js';
import type { ClientTools } from './client-tools/client-tools.js';
import { formatAddress, parseConnection, withDatabase } from './connection.js';
import type { PostgresContext } from './context.js';
import { countRows } from './counts/count-rows.js';
import { examineTarget } from './counts/examine-target.js';
import { describeDatabase } from './describe.js';
import { dropReplacement } from './drop.js';
import { dumpDatabase } from './dump.js';
import { dumpGlobals } from './dump-globals.js';
import { explainOutcome } from './explain/explain-outcome.js';
import { findStrays } from './find-strays.js';
import { readKeptSize } from './kept-size.js';
import { loadBeside } from './load/load-beside.js';
import { loadInPlace } from './load/load-in-place.js';
import { preflight } from './preflight/preflight.js';
import { replacementNames } from './replacement-names.js';
import { askAssertions } from './scratch/ask-assertions.js';
import { clearScratchRemains } from './scratch/clear-remains.js';
import { startScratchServer } from './scratch/start-scratch-server.js';
import { readState } from './state.js';
import { swapIn } from './swap/swap.js';
import { swapBack } from './swap/undo.js';
import { discardTables, readKeptTablesSize } from './tables/kept-schema.js';
import { planTables } from './tables/plan-tables.js';
import { preflightTables } from './tables/preflight-tables.js';
import { restoreTables } from './tables/restore-tables.js';
import { readStateOfTables } from './tables/state-of-tables.js';
import { undoTables } from './tables/undo-tables.js';

export interface PostgresDriverOptions {
  runner: ProcessRunner;
  /** Every installed client; see client-tools/find-client-tools.ts. */
  findClientTools: () => Promise<ClientTools[]>;
  /** Private directory for pass files and lists. */
  workPath: string;
  clock: Clock;
  logger: Logger;
  /** How long a dump waits for a table that others keep locked, in milliseconds. */
  lockWaitMs?: number;
  /** How long a table-level restore waits for a table that others use, in milliseconds. */
  tableLockWaitMs?: number;
}

const LOCK_WAIT_MS = 120_000;
/** Whoever comes after a restore that waits for a table waits too: short enough not to stop an application. */
const TABLE_LOCK_WAIT_MS = 15_000;

export function createPostgresDriver(options: PostgresDriverOptions): ComponentDriver {
  const context: PostgresContext = {
    ...options,
    lockWaitMs: options.lockWaitMs ?? LOCK_WAIT_MS,
    tableLockWaitMs: options.tableLockWaitMs ?? TABLE_LOCK_WAIT_MS,
  };
  return {
    kind: 'postgres',
    extension: 'dump',
    describe: (source, signal) => describeDatabase(context, source, signal),
    address: (source) => formatAddress(parseConnection(source)),
    dump: (source, signal) => dumpDatabase(context, source, signal),
    dumpGlobals: (source, signal) => dumpGlobals(context, source, signal),
    explain: (outcome, source) => explainOutcome(outcome, parseConnection(source)),
    inspect: (inspectorOptions) => createArchiveInspector(inspectorOptions),
    preflight: (target, component, strategy, signal) =>
      preflight(context, target, component, strategy, signal),
    planReplacement: (target, restoreId) =>
      replacementNames(target.name, parseConnection(target).database, restoreId),
    besideSource: (target, replacement) => withDatabase(target, replacement.besideName),
    loadBeside: (request, replacement) => loadBeside(context, request, replacement),
    loadInPlace: (request) => loadInPlace(context, request),
    swap: (target, replacement, signal) => swapIn(context, target, replacement, signal),
    undo: (target, replacement, signal) => swapBack(context, target, replacement, signal),
    state: (target, replacement) => readState(target, replacement),
    drop: (target, replacement, which) => dropReplacement(target, replacement, which),
    keptSizeBytes: (target, replacement) => readKeptSize(target, replacement),
    findStrays: (target, known) => findStrays(target, known),
    startScratchServer: (request) => startScratchServer(context, request),
    clearScratchRemains: (directory) => clearScratchRemains(context, directory),
    askAssertions: (source, assertions, signal) => askAssertions(context, source, assertions, signal),
    countRows: (source, signal) => countRows(context, source, signal),
    examineTarget: (target, signal) => examineTarget(target, signal),
    preflightTables: (target, component, inspection, tables, placement, signal) =>
      preflightTables({ target, component, inspection, tables, placement }, signal),
    planTables: (target, restoreId, tables, placement, signal) =>
      planTables(target, restoreId, tables, placement, signal),
    restoreTables: (request) => restoreTables(context, request),
    undoTables: (target, replacement, signal) => undoTables(context, target, replacement, signal),
    discardTables: (target, replacement) => discardTables(target, replacement),
    stateOfTables: (target, replacement) => readStateOfTables(target, replacement),
    keptTablesSizeBytes: (target, replacement) => readKeptTablesSize(target, replacement),
  };
}
