/**
 * The one thing to write for a new kind of data.
 *
 * Every driver passes the same contract suite (testing/component-driver.contract.ts).
 * All methods take a signal: when it aborts they stop what they started and throw CANCELED.
 * Errors are HoldfastErrors that say what failed, why, and what to do; secrets never appear in them.
 */
import type { ComponentKind, ProblemNote } from '@holdfast/contract';

import type { ComponentSource } from '../domain/application.js';
import type { DatabaseReplacement } from '../domain/database-replacement.js';
import type { Fingerprint } from '../domain/fingerprint.js';
import type { HoldfastError } from '../errors/holdfast-error.js';
import type { DatabaseProperties, ManifestComponent } from '../domain/manifest.js';
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

export interface InspectorOptions {
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
}
