/** What the engine can do, for the server and the CLI. `createEngine` makes one. */

import type {
  BackupPhase,
  BackupTrigger,
  ProblemNote,
  RestoreReport,
  RestorePhase,
  RestoreStrategy,
} from '@holdfast/contract';

import type { Application, ComponentSource } from './domain/application.js';
import type { DatabaseReplacement } from './domain/database-replacement.js';
import type { Manifest } from './domain/manifest.js';
import type { PackageListing } from './package/list-packages.js';
import type { PackageRef } from './package/package-layout.js';
import type { ComponentDescription, ReplacementState } from './ports/component-driver.js';
import type { StorageSpace } from './ports/destination.js';
import type { Keyring } from './ports/keyring.js';

export type { DamagedPackage, FoundPackage, PackageListing } from './package/list-packages.js';
export type { PackageRef };

/** A figure of the running phase. A total is null where it is not known exactly. */
export interface PhaseProgress<Phase> {
  phase: Phase;
  bytesDone: number | null;
  bytesTotal: number | null;
  itemsDone: number | null;
  itemsTotal: number | null;
}

export interface BackUpRequest {
  backupId: string;
  application: Application;
  trigger: BackupTrigger;
  description: string | null;
  /** When it was asked for. */
  createdAt: Date;
  compressionLevel: number;
  isEncrypted: boolean;
  /** The newest good backup of the application, to notice tables that shrank to nothing. */
  previous: Manifest | null;
  onProgress: (progress: PhaseProgress<BackupPhase>) => void;
  signal: AbortSignal;
}

export interface BackUpResult {
  manifest: Manifest;
  /** Where the package lies, for people. */
  path: string;
  /** Stored bytes of all objects. */
  sizeBytes: number;
  /** SHA-256 of `SHA256SUMS`. */
  checksum: string;
  anomalies: ProblemNote[];
  /** How long the source database was being read, in milliseconds. */
  sourceOccupiedMs: number;
}

export interface VerifyRequest extends PackageRef {
  onProgress: (progress: PhaseProgress<'verifying'>) => void;
  signal: AbortSignal;
}

export interface RestoreRequest extends PackageRef {
  restoreId: string;
  application: Application;
  strategy: RestoreStrategy;
  jobs: number;
  /** Takes the backup of the current data; throws if it fails, and the restore stops. Null: none is taken. */
  takeSafetySnapshot: ((signal: AbortSignal, onBytes: (bytes: number) => void) => Promise<string>) | null;
  /** Called before anything is created; the restore waits until it is durably recorded. */
  onPlanned: (replacements: DatabaseReplacement[]) => Promise<void>;
  /** Called just before the swap; the restore waits until it is durably recorded. From here it is not cancelled. */
  onSwapping: () => Promise<void>;
  onProgress: (progress: PhaseProgress<RestorePhase>) => void;
  signal: AbortSignal;
}

export interface RestoreResult {
  report: RestoreReport;
  /** Empty after an in-place restore: there is no database to swap back. */
  replacements: DatabaseReplacement[];
}

export interface SettledRestore {
  /** What the interrupted restore came to: nothing changed, or it is finished. */
  outcome: 'untouched' | 'swapped';
}

export interface SweepReport {
  partials: number;
  unpublished: number;
  spools: number;
}

export interface ToolReport {
  name: string;
  version: string | null;
  /** Why it cannot be used, and what to do; null where it can. */
  problem: string | null;
}

export interface Engine {
  readonly keyring: Keyring;
  /** Storage usable, programs there, keyring readable; throws the first thing that is wrong. */
  prepare(): Promise<void>;
  /** Version of each native program, or the reason why it cannot be used. */
  checkTools(): Promise<ToolReport[]>;
  describe(component: ComponentSource, signal?: AbortSignal): Promise<ComponentDescription>;
  address(component: ComponentSource): string;

  backUp(request: BackUpRequest): Promise<BackUpResult>;
  /** Re-reads every stored byte, decrypts, decompresses, parses and fingerprints it against the manifest. */
  verifyBackup(request: VerifyRequest): Promise<Manifest>;
  restore(request: RestoreRequest): Promise<RestoreResult>;
  /** Swaps the kept databases back in; returns the milliseconds in which connections were refused. */
  undoRestore(application: Application, replacements: readonly DatabaseReplacement[]): Promise<number>;
  /** Drops the databases that are kept for (or left by) an undo. */
  discardKept(application: Application, replacements: readonly DatabaseReplacement[]): Promise<void>;
  keptSizeBytes(
    application: Application,
    replacements: readonly DatabaseReplacement[],
  ): Promise<number | null>;
  /** Rolls back or finishes a restore that was cut off, by looking at the server. Can be repeated. */
  settleRestore(
    application: Application,
    replacements: readonly DatabaseReplacement[],
  ): Promise<SettledRestore>;
  replacementStates(
    application: Application,
    replacements: readonly DatabaseReplacement[],
  ): Promise<ReplacementState[]>;
  /** Databases with our naming that no known restore accounts for. */
  findStrays(application: Application, known: readonly DatabaseReplacement[]): Promise<string[]>;

  /** All published packages, newest first; those whose manifest cannot be trusted are in `damaged`. */
  listPackages(): Promise<PackageListing>;
  readManifest(ref: PackageRef): Promise<Manifest>;
  /** Manifest first, so that an interrupted deletion leaves no half backup. Can be repeated. */
  deletePackage(ref: PackageRef): Promise<void>;
  /** Removes partial objects, packages without a manifest and spool files. Call only while nothing runs. */
  sweep(): Promise<SweepReport>;
  storageSpace(): Promise<StorageSpace>;
  readonly storageLocation: string;
}
