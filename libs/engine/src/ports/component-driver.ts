/**
 * The one thing to write for a new kind of data.
 *
 * Every driver passes the same contract suite (testing/component-driver.contract.ts).
 * All methods take a signal: when it aborts they stop what they started and throw CANCELED.
 * Errors are HoldfastErrors that say what failed, why, and what to do; secrets never appear in them.
 */
import type {
  Assertion,
  AssertionResult,
  ComponentKind,
  ProblemNote,
  RestoredTable,
  TablePlacement,
} from '@holdfast/contract';

import type { ComponentSource } from '../domain/application.js';
import type { DatabaseReplacement } from '../domain/database-replacement.js';
import type { Fingerprint } from '../domain/fingerprint.js';
import type { HoldfastError } from '../errors/holdfast-error.js';
import type { DatabaseProperties, ManifestComponent } from '../domain/manifest.js';
import type { Secret } from '../domain/secret.js';
import type { ProcessOutcome, ProcessSpec } from './process-runner.js';

export interface ComponentDescription {
  databaseName: string;
  engine: { name: string; version: string };
  /** The program that will dump it. */
  tool: { name: string; version: string };
  /** What the server says the data takes; an estimate of nothing else. */
  sizeBytes: number;
  database: DatabaseProperties;
  /** Whether `swap` can work here: privileges and version; `notes` say why not. */
  canSwap: boolean;
  notes: ProblemNote[];
}

/** A program whose standard output is the raw dump. `dispose` removes its pass files; call it once, whatever happened. */
export interface DumpStage {
  spec: ProcessSpec;
  dispose(): Promise<void>;
}

/** What an inspector saw in a raw stream. Drivers add what they need to load it. */
export interface Inspection {
  fingerprint: Fingerprint;
}

/**
 * Reads a raw stream as it passes and fingerprints it. Constant memory in the size of the data.
 * `write` throws BACKUP_CORRUPTED where the stream is not what the driver dumps;
 * `end` throws it where the stream stopped early.
 */
export interface Inspector {
  write(chunk: Buffer): void;
  end(): Inspection;
}

/** A part of a raw stream that the next dump of the same source has too, such as a table's rows. */
export interface StreamSection {
  /** The same in every dump of the source; unique in its stream. */
  name: string;
  /** Of its first byte in the raw stream. */
  offsetBytes: number;
}

export interface InspectorOptions {
  /** Told in the order of the stream, before the bytes after the section's beginning were taken. */
  onSection?: (section: StreamSection) => void;
  /** Tables whose columns may come in another order are hashed in the order recorded here. */
  expected?: Fingerprint;
  /** False: parse and check the structure, but do not hash rows (faster); hashes are then empty. */
  isHashing?: boolean;
}

export interface LoadProgress {
  itemsDone: number;
  itemsTotal: number;
  bytesDone: number;
  bytesTotal: number;
}

export interface LoadRequest {
  target: ComponentSource;
  component: ManifestComponent;
  /** The raw dump, whole and proven, in a file of its own that the driver may patch. */
  spoolPath: string;
  inspection: Inspection;
  /** Parallel jobs, at least 1. */
  jobs: number;
  onProgress: (progress: LoadProgress) => void;
  signal: AbortSignal;
}

export interface LoadReport {
  /** What was not restored exactly as it was, such as a view that could not be refreshed. */
  notes: ProblemNote[];
}

export interface SwapReport {
  /** Milliseconds from the first refused connection to the moment the new database accepts them. */
  refusedMs: number;
}

/** Where a replacement stands, found by looking at the server. */
export type ReplacementState =
  /** The live database was never touched; what stood beside it is gone or was never there. */
  | 'untouched'
  /** A database loaded beside exists; the live one was never touched. */
  | 'beside'
  /** The restored database is live, the old one is kept. */
  | 'swapped'
  /** The kept database is live again, the restored one stands under its undone name. */
  | 'undone'
  /** The restored database is live, nothing is kept. */
  | 'final';

/** A server on which restores are drilled. Nobody else uses it; `dispose` leaves nothing of it behind. */
export interface ScratchServer {
  /** An application's source like any other, whose database does not exist. */
  source: ComponentSource;
  version: string;
  kind: 'throw-away' | 'named';
  /** What to load: the package's component, with what this server lacks replaced. */
  component: ManifestComponent;
  /** What differs from the original server, such as a locale that is not installed here. */
  notes: ProblemNote[];
  dispose(): Promise<void>;
}

export interface ScratchServerRequest {
  component: ManifestComponent;
  /** Names the roles that must be there before the data can be loaded. */
  inspection: Inspection;
  /**
   * Whether this installation vouches for what the backup brings to run. What it does not vouch for never gets to
   * where it could read what the console can read.
   */
  isTrusted: boolean;
  /** Roles and the like, unpacked; null where the package has none. */
  globalsPath: string | null;
  /** A private directory of its own, for a server that is started. */
  directory: string;
  /** A server that the administrator named; null: one is started. */
  connection: Secret | null;
  signal: AbortSignal;
}

/** Rows of one table, counted. */
export interface TableCount {
  /** As in fingerprints: `schema.table`, quoted as in SQL. */
  name: string;
  /** Null where this role may not read it, or row security hides some from it. */
  rows: number | null;
}

/** The live side of a restore, as it is now. */
export interface TargetExamination {
  /** Sessions of others on the live database; null where there is none. */
  liveSessions: number | null;
  /** Free bytes where the database server keeps its data; null where it cannot be known. */
  freeBytes: number | null;
  /** Bytes of the live database; null where there is none. */
  liveSizeBytes: number | null;
}

/** Where the previous content of tables is kept after a table-level restore, so that it can be undone. */
export interface TablesReplacement {
  componentName: string;
  /** The schema that holds the previous content, one table for each that was replaced. */
  keptSchema: string;
  tables: {
    /** As in the backup. */
    name: string;
    /** The table that holds the restored content. */
    placedAs: string;
    /** In `keptSchema`; null where there was no table before: undo drops the restored one. */
    keptAs: string | null;
  }[];
}

export interface RestoreTablesRequest extends LoadRequest {
  /** As they are named in the fingerprint; each of them is there. */
  tables: readonly string[];
  placement: TablePlacement;
  replacement: TablesReplacement;
  /** Called once all tables are loaded and before each is compared, and when all of them are. */
  onComparing?: (itemsDone: number, itemsTotal: number) => void;
}

export interface RestoredTables {
  tables: RestoredTable[];
  notes: ProblemNote[];
}

export interface ComponentDriver {
  readonly kind: ComponentKind;
  /** Natural extension of its raw dump, e.g. `dump`. */
  readonly extension: string;

  describe(source: ComponentSource, signal: AbortSignal): Promise<ComponentDescription>;
  /** The connection address without its password. */
  address(source: ComponentSource): string;

  dump(source: ComponentSource, signal: AbortSignal): Promise<DumpStage>;
  /** Roles and the like, where privileges allow; null where they do not. */
  dumpGlobals(source: ComponentSource, signal: AbortSignal): Promise<DumpStage | null>;
  /** Turns a failed program of this driver into an error that a person can act on. */
  explain(outcome: ProcessOutcome, source: ComponentSource): HoldfastError;
  inspect(options?: InspectorOptions): Inspector;

  /** What stands in the way of a restore, and what to know before it. Changes nothing. */
  preflight(
    target: ComponentSource,
    component: ManifestComponent,
    strategy: 'swap' | 'in-place',
    signal: AbortSignal,
  ): Promise<ProblemNote[]>;
  /** The names a restore will use. Creates nothing. */
  planReplacement(target: ComponentSource, restoreId: string): DatabaseReplacement;
  /** The database beside, as a source that can be dumped and compared. */
  besideSource(target: ComponentSource, replacement: DatabaseReplacement): ComponentSource;
  /** Creates the database beside with the recorded properties and loads it. On failure it is dropped again. */
  loadBeside(request: LoadRequest, replacement: DatabaseReplacement): Promise<LoadReport>;
  /** One transaction over the live database; on failure it is as it was. */
  loadInPlace(request: LoadRequest): Promise<LoadReport>;
  /** Atomic: afterwards the new one is live and the old one is kept, or nothing changed. */
  swap(target: ComponentSource, replacement: DatabaseReplacement, signal: AbortSignal): Promise<SwapReport>;
  /** Atomic: afterwards the kept one is live again, or nothing changed. */
  undo(target: ComponentSource, replacement: DatabaseReplacement, signal: AbortSignal): Promise<SwapReport>;
  state(target: ComponentSource, replacement: DatabaseReplacement): Promise<ReplacementState>;
  /** Drops one of the replacement's databases if it exists; never the live one. */
  drop(
    target: ComponentSource,
    replacement: DatabaseReplacement,
    which: 'beside' | 'kept' | 'undone',
  ): Promise<void>;
  /** Bytes of the kept database; null where there is none. */
  keptSizeBytes(target: ComponentSource, replacement: DatabaseReplacement): Promise<number | null>;
  /** Databases beside the live one that carry our naming and belong to none of the known replacements. */
  findStrays(target: ComponentSource, known: readonly DatabaseReplacement[]): Promise<string[]>;

  /** Throws TOOL_MISSING or TOOL_TOO_OLD where no server of the right version can be started here. */
  startScratchServer(request: ScratchServerRequest): Promise<ScratchServer>;
  /** Ends and removes what is left of a scratch server whose directory was this one. Call only while nothing runs. */
  clearScratchRemains(directory: string): Promise<void>;
  /** Asks each question in a read-only session; an answer that is not true is a result, not an error. */
  askAssertions(
    source: ComponentSource,
    assertions: readonly Assertion[],
    signal: AbortSignal,
  ): Promise<AssertionResult[]>;
  /** Every table's rows at one moment, in a read-only transaction; null where the live data does not exist. */
  countRows(source: ComponentSource, signal: AbortSignal): Promise<TableCount[] | null>;
  /** What an in-memory look at the live side of a restore needs to know. Changes nothing. */
  examineTarget(target: ComponentSource, signal: AbortSignal): Promise<TargetExamination>;

  /** What stands in the way of restoring these tables. Changes nothing. */
  preflightTables(
    target: ComponentSource,
    component: ManifestComponent,
    inspection: Inspection,
    tables: readonly string[],
    placement: TablePlacement,
    signal: AbortSignal,
  ): Promise<ProblemNote[]>;
  /** The names a table-level restore will use. Creates nothing. */
  planTables(
    target: ComponentSource,
    restoreId: string,
    tables: readonly string[],
    placement: TablePlacement,
    signal: AbortSignal,
  ): Promise<TablesReplacement>;
  /** All of the tables in one transaction, compared and their foreign keys checked in it, or nothing changed. */
  restoreTables(request: RestoreTablesRequest): Promise<RestoredTables>;
  /** The previous content again, in one transaction, foreign keys checked; or nothing changed. */
  undoTables(target: ComponentSource, replacement: TablesReplacement, signal: AbortSignal): Promise<void>;
  /** Drops what is kept for undo, never what was restored; no error where it is gone. */
  discardTables(target: ComponentSource, replacement: TablesReplacement): Promise<void>;
  /**
   * Whether the tables were restored, or the restore never committed; found by looking at the server. A transaction
   * of that restore which still runs is ended first. After an undo or a discard it is `untouched` again.
   */
  stateOfTables(target: ComponentSource, replacement: TablesReplacement): Promise<'untouched' | 'restored'>;
  /** Bytes of what is kept; null where nothing is. */
  keptTablesSizeBytes(target: ComponentSource, replacement: TablesReplacement): Promise<number | null>;
}
