/** The engine as one object: each method is one use case. */

import type { DestinationTestView, DrillReport, PreviewReport } from '@holdfast/contract';

import type { Destination, StorageSpace } from '../ports/destination.js';
import type { DestinationSpec } from '../domain/destination-spec.js';
import type { Application, ComponentSource } from '../domain/application.js';
import type { DatabaseReplacement } from '../domain/database-replacement.js';
import type { Manifest } from '../domain/manifest.js';
import type { Secret } from '../domain/secret.js';
import type {
  BackUpRequest,
  BackUpResult,
  CopyRequest,
  DrillRequest,
  Engine,
  FoundPackage,
  ImportedPackage,
  ImportRequest,
  PackageExport,
  PackageListing,
  PackageRef,
  PreviewRequest,
  RecoveryKitRequest,
  RestoreRequest,
  RestoreResult,
  RestoreTablesRequest,
  RestoreTablesResult,
  SettledRestore,
  SweepReport,
  ToolReport,
  VerifyRequest,
} from '../engine.js';
import { deletePackage } from '../package/delete-package.js';
import { exportPackage } from '../package/export-package.js';
import { listPackages } from '../package/list-packages.js';
import { readManifest } from '../package/package-reader.js';
import type { Codec } from '../ports/codec.js';
import type { ComponentDescription, ReplacementState, TablesReplacement } from '../ports/component-driver.js';
import type { KeyInfo, Keyring } from '../ports/keyring.js';
import type { RecoveryKit } from '../recovery-kit/recovery-kit.js';
import { signingKeyPem } from '../recovery-kit/signing-key-pem.js';
import { type Adapters, driverFor } from './adapters.js';
import { backUp } from './back-up.js';
import { copyPackage } from './copy-package.js';
import { drill } from './drill.js';
import { findStrays } from './find-strays.js';
import { importPackage } from './import-package.js';
import { previewRestore } from './preview-restore.js';
import { sweep } from './sweep.js';
import { makePrivateDirectory, prepare } from './prepare.js';
import { restore } from './restore.js';
import { restoreTables } from './restore-tables.js';
import { openSecret, sealSecret } from './seal-secret.js';
import { testDestination } from './test-destination.js';
import { discardKept, keptSizeBytes, replacementStates, settleRestore, undoRestore } from './undo-restore.js';
import { discardTables, keptTablesSizeBytes, settleTables, undoTables } from './undo-tables.js';
import { verifyBackup } from './verify-backup.js';

export interface UseCaseEngineOptions extends Omit<Adapters, 'codec' | 'keyring'> {
  /** Throws TOOL_MISSING where a program that packages need is not installed. */
  findCodec: () => Promise<Codec>;
  /** @param mayCreate whether a keyring may be made anew, because nothing was ever encrypted. */
  openKeyring: (mayCreate: boolean) => Promise<Keyring>;
  checkTools: () => Promise<ToolReport[]>;
  openDestination: (spec: DestinationSpec) => Destination;
  /** Makes a new identity, adds it to the keyring and opens that again. */
  addKey: () => Promise<Keyring>;
  /** The secret keys themselves, as the keyring holds them. */
  readIdentities: () => Promise<Secret[]>;
}

export class UseCaseEngine implements Engine {
  readonly checkTools: () => Promise<ToolReport[]>;
  readonly #options: UseCaseEngineOptions;
  readonly #adapters: Adapters;
  #opened: { codec: Codec; keyring: Keyring } | null = null;

  constructor(options: UseCaseEngineOptions) {
    this.#options = options;
    this.checkTools = options.checkTools;
    this.#adapters = { ...options, codec: () => this.#open().codec, keyring: () => this.keyring };
  }

  get keyring(): Keyring {
    return this.#open().keyring;
  }

  get storageLocation(): string {
    return this.#adapters.destination.location;
  }

  async prepare(): Promise<void> {
    this.#opened = await prepare(this.#options);
  }

  async prepareToRead(): Promise<void> {
    const { workPath, findCodec, openKeyring } = this.#options;
    await makePrivateDirectory(workPath);
    this.#opened = { codec: await findCodec(), keyring: await openKeyring(true) };
  }

  describe(component: ComponentSource, signal = new AbortController().signal): Promise<ComponentDescription> {
    return driverFor(this.#adapters, component.kind).describe(component, signal);
  }

  address(component: ComponentSource): string {
    return driverFor(this.#adapters, component.kind).address(component);
  }

  backUp(request: BackUpRequest): Promise<BackUpResult> {
    return backUp(this.#adapters, request);
  }

  verifyBackup(request: VerifyRequest): Promise<Manifest> {
    return verifyBackup(this.#adapters, request);
  }

  restore(request: RestoreRequest): Promise<RestoreResult> {
    return restore(this.#adapters, request);
  }

  restoreTables(request: RestoreTablesRequest): Promise<RestoreTablesResult> {
    return restoreTables(this.#adapters, request);
  }

  undoTables(application: Application, replacements: readonly TablesReplacement[]): Promise<void> {
    return undoTables(this.#adapters, application, replacements);
  }

  discardTables(application: Application, replacements: readonly TablesReplacement[]): Promise<void> {
    return discardTables(this.#adapters, application, replacements);
  }

  keptTablesSizeBytes(
    application: Application,
    replacements: readonly TablesReplacement[],
  ): Promise<number | null> {
    return keptTablesSizeBytes(this.#adapters, application, replacements);
  }

  settleTables(
    application: Application,
    replacements: readonly TablesReplacement[],
  ): Promise<'untouched' | 'restored'> {
    return settleTables(this.#adapters, application, replacements);
  }

  drill(request: DrillRequest): Promise<DrillReport> {
    return drill(this.#adapters, request);
  }

  preview(request: PreviewRequest): Promise<PreviewReport> {
    return previewRestore(this.#adapters, request);
  }

  openDestination(spec: DestinationSpec): Destination {
    return this.#options.openDestination(spec);
  }

  testDestination(spec: DestinationSpec, signal: AbortSignal): Promise<DestinationTestView> {
    return testDestination(this.openDestination(spec), this.#options.clock, signal);
  }

  copyPackage(request: CopyRequest): Promise<FoundPackage> {
    return copyPackage(this.#adapters, request);
  }

  exportPackage(ref: PackageRef, from: Destination = this.#adapters.destination): Promise<PackageExport> {
    return exportPackage(from, ref);
  }

  importPackage(request: ImportRequest): Promise<ImportedPackage> {
    return importPackage(this.#adapters, request);
  }

  sealSecret(secret: Secret): Promise<string> {
    return sealSecret(this.#adapters, secret);
  }

  openSecret(sealed: string): Promise<Secret> {
    return openSecret(this.#adapters, sealed);
  }

  async rotateKey(): Promise<KeyInfo> {
    const { codec } = this.#open();
    const keyring = await this.#options.addKey();
    this.#opened = { codec, keyring };
    const current = keyring.keys().find(({ isCurrent }) => isCurrent);
    if (current === undefined) throw new Error('A keyring without a current key was opened.');
    return current;
  }

  async recoveryKit({ places, examplePath }: RecoveryKitRequest): Promise<RecoveryKit> {
    const identities = await this.#options.readIdentities();
    return {
      madeAt: this.#options.clock.now().toISOString(),
      storage: this.storageLocation,
      places,
      identities: identities.map((identity) => identity.reveal()),
      signingPublicKeys: this.keyring.keys().map((key) => signingKeyPem(key.signingPublicKey)),
      examplePath,
    };
  }

  undoRestore(application: Application, replacements: readonly DatabaseReplacement[]): Promise<number> {
    return undoRestore(this.#adapters, application, replacements);
  }

  discardKept(application: Application, replacements: readonly DatabaseReplacement[]): Promise<void> {
    return discardKept(this.#adapters, application, replacements);
  }

  keptSizeBytes(
    application: Application,
    replacements: readonly DatabaseReplacement[],
  ): Promise<number | null> {
    return keptSizeBytes(this.#adapters, application, replacements);
  }

  settleRestore(
    application: Application,
    replacements: readonly DatabaseReplacement[],
  ): Promise<SettledRestore> {
    return settleRestore(this.#adapters, application, replacements);
  }

  replacementStates(
    application: Application,
    replacements: readonly DatabaseReplacement[],
  ): Promise<ReplacementState[]> {
    return replacementStates(this.#adapters, application, replacements);
  }

  findStrays(application: Application, known: readonly DatabaseReplacement[]): Promise<string[]> {
    return findStrays(this.#adapters, application, known);
  }

  listPackages(from: Destination = this.#adapters.destination): Promise<PackageListing> {
    return listPackages(from, this.keyring);
  }

  readManifest(ref: PackageRef, from: Destination = this.#adapters.destination): Promise<Manifest> {
    return readManifest(from, ref);
  }

  deletePackage(ref: PackageRef, from: Destination = this.#adapters.destination): Promise<void> {
    return deletePackage(from, ref);
  }

  sweep(): Promise<SweepReport> {
    return sweep(this.#adapters);
  }

  storageSpace(): Promise<StorageSpace> {
    return this.#adapters.destination.space();
  }

  #open(): { codec: Codec; keyring: Keyring } {
    if (this.#opened !== null) return this.#opened;
    throw new Error('The engine is used before it was prepared.');
  }
}
