/** The engine as one object: each method is one use case. */

import type { StorageSpace } from '../ports/destination.js';
import type { Application, ComponentSource } from '../domain/application.js';
import type { DatabaseReplacement } from '../domain/database-replacement.js';
import type { Manifest } from '../domain/manifest.js';
import type {
  BackUpRequest,
  BackUpResult,
  Engine,
  PackageListing,
  PackageRef,
  RestoreRequest,
  RestoreResult,
  SettledRestore,
  SweepReport,
  ToolReport,
  VerifyRequest,
} from '../engine.js';
import { deletePackage } from '../package/delete-package.js';
import { listPackages } from '../package/list-packages.js';
import { readManifest } from '../package/package-reader.js';
import type { Codec } from '../ports/codec.js';
import type { ComponentDescription, ReplacementState } from '../ports/component-driver.js';
import type { Keyring } from '../ports/keyring.js';
import { type Adapters, driverFor } from './adapters.js';
import { backUp } from './back-up.js';
import { findStrays } from './find-strays.js';
import { sweep } from './sweep.js';
import { prepare } from './prepare.js';
import { restore } from './restore.js';
import { discardKept, keptSizeBytes, replacementStates, settleRestore, undoRestore } from './undo-restore.js';
import { verifyBackup } from './verify-backup.js';

export interface UseCaseEngineOptions extends Omit<Adapters, 'codec' | 'keyring'> {
  /** Throws TOOL_MISSING where a program that packages need is not installed. */
  findCodec: () => Promise<Codec>;
  /** @param mayCreate whether a keyring may be made anew, because nothing was ever encrypted. */
  openKeyring: (mayCreate: boolean) => Promise<Keyring>;
  checkTools: () => Promise<ToolReport[]>;
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

  listPackages(): Promise<PackageListing> {
    return listPackages(this.#adapters.destination);
  }

  readManifest(ref: PackageRef): Promise<Manifest> {
    return readManifest(this.#adapters.destination, ref);
  }

  deletePackage(ref: PackageRef): Promise<void> {
    return deletePackage(this.#adapters.destination, ref);
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
