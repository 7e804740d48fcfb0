/** What the engine can do, for the server and the CLI. `createEngine` makes one. */

import type {
  Assertion,
  BackupPhase,
  BackupTrigger,
  BackupType,
  DestinationTestView,
  DrillReport,
  PreviewReport,
  ProblemNote,
  RestoreReport,
  RestorePhase,
  RestoreStrategy,
  TablePlacement,
  VerificationLevel,
} from '@holdfast/contract';

import type { Application, ComponentSource } from './domain/application.js';
import type { DatabaseReplacement } from './domain/database-replacement.js';
import type { Manifest } from './domain/manifest.js';
import type { Secret } from './domain/secret.js';
import type { DestinationSpec } from './domain/destination-spec.js';
import type { PackageExport } from './package/export-package.js';
import type { FoundPackage, PackageListing } from './package/list-packages.js';
import type { PackageRef } from './package/package-layout.js';
import type { ComponentDescription, ReplacementState, TablesReplacement } from './ports/component-driver.js';
import type { Destination, StorageSpace } from './ports/destination.js';
import type { KeyInfo, Keyring } from './ports/keyring.js';
import type { RecoveryKit } from './recovery-kit/recovery-kit.js';

export type { PackageExport } from './package/export-package.js';
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
  /** What is asked for; it becomes a full backup where the parent cannot be built on, and `notes` say why. */
  type: BackupType;
  /** What a differential or incremental backup builds on; null: there is none to build on. */
  parent: PackageRef | null;
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
  /** Good to know, such as why it became a full backup. */
  notes: ProblemNote[];
  /** How long the source database was being read, in milliseconds. */
  sourceOccupiedMs: number;
}

/** Where a package is read from; left out: the storage of the engine. */
export interface Place {
  from?: Destination;
}

export interface VerifyRequest extends PackageRef, Place {
  /** `hashed`: every stored byte is read. `readable`: it is also decrypted, unpacked, parsed and fingerprinted. */
  level: 'hashed' | 'readable';
  onProgress: (progress: PhaseProgress<'verifying'>) => void;
  signal: AbortSignal;
}

export interface RestoreRequest extends PackageRef, Place {
  restoreId: string;
  application: Application;
  strategy: Exclude<RestoreStrategy, 'tables'>;
  /** Needed where the package is not signed by this installation; it is drilled in a throw-away server first. */
  isForeignAcknowledged: boolean;
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

export interface RestoreTablesRequest extends PackageRef, Place {
  restoreId: string;
  application: Application;
  /** As the manifest's fingerprint names them. */
  tables: readonly string[];
  placement: TablePlacement;
  jobs: number;
  isForeignAcknowledged: boolean;
  /** See RestoreRequest. */
  takeSafetySnapshot: RestoreRequest['takeSafetySnapshot'];
  /** Called before anything is created; the restore waits until it is durably recorded. */
  onPlanned: (replacements: TablesReplacement[]) => Promise<void>;
  onProgress: (progress: PhaseProgress<RestorePhase>) => void;
  signal: AbortSignal;
}

export interface RestoreTablesResult {
  report: RestoreReport;
  replacements: TablesReplacement[];
}

export interface DrillRequest extends PackageRef, Place {
  /** Names the drill's directory and its scratch database. */
  drillId: string;
  assertions: readonly Assertion[];
  jobs: number;
  onProgress: (progress: PhaseProgress<RestorePhase>) => void;
  signal: AbortSignal;
}

export interface PreviewRequest extends PackageRef, Place {
  application: Application;
  strategy: RestoreStrategy;
  /** Only these; empty: all. */
  tables: readonly string[];
  placement: TablePlacement;
  isExact: boolean;
  onProgress: (progress: PhaseProgress<RestorePhase>) => void;
  signal: AbortSignal;
}

export interface CopyRequest extends PackageRef, Place {
  to: Destination;
  onBytes: (bytesDone: number, bytesTotal: number) => void;
  signal: AbortSignal;
}

export interface ImportRequest {
  /** The tar. */
  source: AsyncIterable<Buffer>;
  /** See RestoreRequest; without it a foreign package is refused with PACKAGE_NOT_TRUSTED and nothing is kept. */
  isForeignAcknowledged: boolean;
  onBytes: (bytesDone: number) => void;
  signal: AbortSignal;
}

export interface ImportedPackage extends FoundPackage {
  /** `readable`; `matched` where it was drilled because it is foreign. */
  level: VerificationLevel;
  drill: DrillReport | null;
}

export interface RecoveryKitRequest {
  /** Where packages lie besides the storage of the engine, for people. */
  places: readonly string[];
  /** Where one full package lies, for the commands; null: none is known. */
  examplePath: string | null;
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
  /** Programs and keys only, for reading what somebody else stored: the storage is not touched. */
  prepareToRead(): Promise<void>;
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

  /** Throws PACKAGE_NOT_TRUSTED where it is needed and not acknowledged; otherwise as `restore`. */
  restoreTables(request: RestoreTablesRequest): Promise<RestoreTablesResult>;
  undoTables(application: Application, replacements: readonly TablesReplacement[]): Promise<void>;
  discardTables(application: Application, replacements: readonly TablesReplacement[]): Promise<void>;
  keptTablesSizeBytes(
    application: Application,
    replacements: readonly TablesReplacement[],
  ): Promise<number | null>;
  /** What a table-level restore that was cut off came to, by looking at the server. */
  settleTables(
    application: Application,
    replacements: readonly TablesReplacement[],
  ): Promise<'untouched' | 'restored'>;
  /** Restores into a scratch server, compares and asks the assertions. Throws DRILL_FAILED, ASSERTION_FAILED … */
  drill(request: DrillRequest): Promise<DrillReport>;
  /** What a restore would do. Changes nothing. Its `estimate` is null: rates are kept by the caller. */
  preview(request: PreviewRequest): Promise<PreviewReport>;

  openDestination(spec: DestinationSpec): Destination;
  /** Tries the store out, step by step; what fails is a step's result, not an error. */
  testDestination(spec: DestinationSpec, signal: AbortSignal): Promise<DestinationTestView>;
  /** Copies every object, the manifest last, and reads sizes and checksums back. Can be repeated after a failure. */
  copyPackage(request: CopyRequest): Promise<FoundPackage>;
  exportPackage(ref: PackageRef, from?: Destination): Promise<PackageExport>;
  importPackage(request: ImportRequest): Promise<ImportedPackage>;

  /** Adds an identity for new packages; the old ones still open old packages. */
  rotateKey(): Promise<KeyInfo>;
  /** All that is needed to recover without Holdfast, secret keys included; `recoveryKitText` prints it. */
  recoveryKit(request: RecoveryKitRequest): Promise<RecoveryKit>;

  /** A small secret as text that only the keyring opens. */
  sealSecret(secret: Secret): Promise<string>;
  /** Throws KEY_MISSING where no key opens it. */
  openSecret(sealed: string): Promise<Secret>;

  /** All published packages, newest first; those whose manifest cannot be trusted are in `damaged`. */
  listPackages(from?: Destination): Promise<PackageListing>;
  readManifest(ref: PackageRef, from?: Destination): Promise<Manifest>;
  /** Manifest first, so that an interrupted deletion leaves no half backup. Can be repeated. */
  deletePackage(ref: PackageRef, from?: Destination): Promise<void>;
  /** Removes partial objects, packages without a manifest and spool files. Call only while nothing runs. */
  sweep(): Promise<SweepReport>;
  storageSpace(): Promise<StorageSpace>;
  readonly storageLocation: string;
}
