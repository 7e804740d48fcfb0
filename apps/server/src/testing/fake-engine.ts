/** An engine without databases: packages are in memory, and a test decides how each piece of work goes. */

import { Readable } from 'node:stream';

import type { BackupType, DestinationTestView, DrillReport, PreviewReport } from '@holdfast/contract';
import {
  HoldfastError,
  Secret,
  signingKeyPem,
  type Application,
  type BackUpRequest,
  type BackUpResult,
  type CopyRequest,
  type Destination,
  type DestinationSpec,
  type DrillRequest,
  type ImportedPackage,
  type ImportRequest,
  type PackageExport,
  type PackageRef,
  type PreviewRequest,
  type RecoveryKit,
  type RecoveryKitRequest,
  type RestoreTablesRequest,
  type RestoreTablesResult,
  type TablesReplacement,
  type ComponentDescription,
  type ComponentSource,
  type DatabaseReplacement,
  type Engine,
  type Keyring,
  type Manifest,
  type RestoreRequest,
  type RestoreResult,
  type StorageSpace,
  type VerifyRequest,
} from '@holdfast/engine';

import { FakeDestination } from './fake-destination.js';
import { emptyDrill, emptyPreview, passedTest } from './fake-reports.js';
import { manifestOf } from './manifests.js';

type Found = Awaited<ReturnType<Engine['listPackages']>>['packages'][number];
type Damaged = Awaited<ReturnType<Engine['listPackages']>>['damaged'][number];
type ReplacementState = Awaited<ReturnType<Engine['replacementStates']>>[number];

type PublishedRequest = Pick<BackUpRequest, 'backupId' | 'trigger' | 'createdAt'> &
  Partial<Pick<BackUpRequest, 'type' | 'parent'>>;

export class FakeEngine implements Engine {
  readonly storageLocation = '/fake/storage';
  /** What was asked of it, in order, e.g. `deletePackage backup_…`. */
  readonly calls: string[] = [];
  readonly packages = new Map<string, Found>();
  damaged: Damaged[] = [];
  strays: string[] = [];
  space: StorageSpace = { usedBytes: 1_000, freeBytes: 1_000_000_000_000 };
  /** Bytes of each new package. */
  packageBytes = 100;
  states: ReplacementState[] = ['swapped'];
  keyringPath = '/fake/keyring';

  onPrepare: () => Promise<void> = async () => undefined;
  onBackUp: (request: BackUpRequest) => Promise<void> = async () => undefined;
  onVerify: (request: VerifyRequest) => Promise<void> = async () => undefined;
  onRestore: (request: RestoreRequest) => Promise<void> = async () => undefined;
  onSettle: () => Promise<'untouched' | 'swapped'> = async () => 'untouched';
  onUndo: () => Promise<void> = async () => undefined;
  onList: () => Promise<void> = async () => undefined;
  onDescribe: () => Promise<void> = async () => undefined;
  onRestoreTables: (request: RestoreTablesRequest) => Promise<void> = async () => undefined;
  onSettleTables: () => Promise<'untouched' | 'restored'> = async () => 'untouched';
  onDrill: (request: DrillRequest) => Promise<DrillReport> = async () => emptyDrill();
  onPreview: (request: PreviewRequest) => Promise<PreviewReport> = async () => emptyPreview();
  onCopy: (request: CopyRequest) => Promise<void> = async () => undefined;
  onImport: (request: ImportRequest) => Promise<ImportedPackage> = () => notAsked('importPackage');
  onTestDestination: (spec: DestinationSpec) => Promise<DestinationTestView> = async () => passedTest();
  onDelete: (ref: PackageRef, from?: Destination) => Promise<void> = async () => undefined;
  /** What `backUp` makes of what it is asked for. */
  madeType: ((request: BackUpRequest) => BackupType) | null = null;
  backupNotes: BackUpResult['notes'] = [];
  authenticity: Found['authenticity'] = 'own';
  /** Packages in further destinations, by the destination's location. */
  readonly copies = new Map<string, Map<string, Found>>();
  keyIds = ['age1fake'];
  identities: string[] = [];
  anomalies: BackUpResult['anomalies'] = [];

  get keyring(): Keyring {
    const current = this.keyIds.at(-1) ?? '';
    return {
      path: this.keyringPath,
      keys: () => this.keyIds.map((id) => keyOf(id, id === current)),
      currentRecipients: () => [current],
      canOpen: () => true,
      currentSigningPublicKey: () => `signing-${current}`,
      sign: () => ({ publicKey: `signing-${current}`, bytes: Buffer.alloc(64) }),
      isOwnSigningKey: () => true,
    };
  }

  async prepare(): Promise<void> {
    this.calls.push('prepare');
    await this.onPrepare();
  }

  async prepareToRead(): Promise<void> {
    this.calls.push('prepareToRead');
  }

  async checkTools() {
    return [{ name: 'pg_dump', version: '15.18', problem: null }];
  }

  async describe(): Promise<ComponentDescription> {
    await this.onDescribe();
    const { database, engine, tool } = manifestOf({ backupId: 'x' }).components[0]!;
    return { databaseName: database.name, engine, tool, sizeBytes: 5, database, canSwap: true, notes: [] };
  }

  address(component: ComponentSource): string {
    const url = new URL(component.connection.reveal());
    url.password = '';
    return url.href;
  }

  async backUp(request: BackUpRequest): Promise<BackUpResult> {
    this.calls.push(`backUp ${request.backupId}`);
    request.onProgress({
      phase: 'dumping',
      bytesDone: 10,
      bytesTotal: null,
      itemsDone: null,
      itemsTotal: null,
    });
    await this.onBackUp(request);
    return this.publish(request);
  }

  /** As `backUp` does at its end: from here on the package exists. */
  publish(request: PublishedRequest): BackUpResult {
    const found = this.addPackage(
      manifestOf({
        backupId: request.backupId,
        trigger: request.trigger,
        createdAt: request.createdAt.toISOString(),
        ...this.#lineage(request),
      }),
    );
    const { manifest, path, sizeBytes, checksum } = found;
    const { anomalies, backupNotes: notes } = this;
    return { manifest, path, sizeBytes, checksum, anomalies, notes, sourceOccupiedMs: 1 };
  }

  #lineage({ type = 'full', parent = null, ...rest }: PublishedRequest) {
    const made = this.madeType?.({ type, parent, ...rest } as BackUpRequest) ?? type;
    return made === 'full' || parent === null
      ? { type: 'full' as const, parentBackupId: null }
      : { type: made, parentBackupId: parent.backupId };
  }

  addPackage(manifest: Manifest): Found {
    const { appId, backupId } = manifest;
    const path = `${this.storageLocation}/${appId}/${backupId}`;
    const { packageBytes: sizeBytes, authenticity } = this;
    const checksum = 'c'.repeat(64);
    const found = { appId, backupId, manifest, authenticity, path, sizeBytes, checksum };
    this.packages.set(backupId, found);
    this.space = { ...this.space, usedBytes: this.space.usedBytes + this.packageBytes };
    return found;
  }

  async verifyBackup(request: VerifyRequest): Promise<Manifest> {
    this.calls.push(`verifyBackup ${request.backupId}`);
    await this.onVerify(request);
    return this.readManifest(request);
  }

  async restore(request: RestoreRequest): Promise<RestoreResult> {
    this.calls.push(`restore ${request.backupId}`);
    const replacements = request.strategy === 'swap' ? [replacementOf(request.restoreId)] : [];
    await request.onPlanned(replacements);
    const safetySnapshotId =
      request.takeSafetySnapshot === null
        ? null
        : await request.takeSafetySnapshot(request.signal, () => undefined);
    await this.onRestore(request);
    request.signal.throwIfAborted();
    await request.onSwapping();
    return { report: { ...EMPTY_REPORT, strategy: request.strategy, safetySnapshotId }, replacements };
  }

  async restoreTables(request: RestoreTablesRequest): Promise<RestoreTablesResult> {
    this.calls.push(`restoreTables ${request.backupId} ${request.tables.join(' ')}`);
    const replacements = [tablesReplacementOf(request)];
    await request.onPlanned(replacements);
    const safetySnapshotId =
      request.takeSafetySnapshot === null
        ? null
        : await request.takeSafetySnapshot(request.signal, () => undefined);
    await this.onRestoreTables(request);
    request.signal.throwIfAborted();
    const restoredTables = replacements.flatMap(({ tables }) =>
      tables.map(({ name, placedAs }) => ({ name, placedAs, rows: 3, replacedRows: 2 })),
    );
    return {
      report: { ...EMPTY_REPORT, strategy: 'tables', safetySnapshotId, restoredTables },
      replacements,
    };
  }

  async undoTables(_: Application, replacements: readonly TablesReplacement[]): Promise<void> {
    this.calls.push(`undoTables ${replacements[0]?.keptSchema ?? ''}`);
    await this.onUndo();
  }

  async discardTables(_: Application, replacements: readonly TablesReplacement[]): Promise<void> {
    this.calls.push(`discardTables ${replacements[0]?.keptSchema ?? ''}`);
  }

  async keptTablesSizeBytes(): Promise<number> {
    return 2_048;
  }

  async settleTables() {
    this.calls.push('settleTables');
    return this.onSettleTables();
  }

  async drill(request: DrillRequest): Promise<DrillReport> {
    this.calls.push(`drill ${request.backupId}`);
    return this.onDrill(request);
  }

  async preview(request: PreviewRequest): Promise<PreviewReport> {
    this.calls.push(`preview ${request.backupId}`);
    return this.onPreview(request);
  }

  openDestination(spec: DestinationSpec): Destination {
    return new FakeDestination(spec.kind === 's3' ? `s3://${spec.bucket}/${spec.prefix}` : spec.path);
  }

  testDestination(spec: DestinationSpec): Promise<DestinationTestView> {
    return this.onTestDestination(spec);
  }

  async copyPackage(request: CopyRequest): Promise<Found> {
    const { backupId, to } = request;
    this.calls.push(`copyPackage ${backupId} ${to.location}`);
    await this.onCopy(request);
    const found = this.packages.get(backupId);
    if (found === undefined) throw new HoldfastError('BACKUP_NOT_FOUND', `${backupId} is not there.`);
    const copy = { ...found, path: `${to.location}/${backupId}` };
    const copies = this.copies.get(to.location) ?? new Map<string, Found>();
    this.copies.set(to.location, copies.set(backupId, copy));
    return copy;
  }

  async exportPackage({ backupId }: PackageRef): Promise<PackageExport> {
    this.calls.push(`exportPackage ${backupId}`);
    const bytes = Buffer.from(`the tar of ${backupId}`);
    return { fileName: `${backupId}.tar`, sizeBytes: bytes.length, stream: Readable.from([bytes]) };
  }

  async importPackage(request: ImportRequest): Promise<ImportedPackage> {
    this.calls.push('importPackage');
    return this.onImport(request);
  }

  async rotateKey() {
    const id = `age1fake${this.keyIds.length}`;
    this.calls.push(`rotateKey ${id}`);
    this.keyIds = [...this.keyIds, id];
    return keyOf(id, true);
  }

  async recoveryKit({ places, examplePath }: RecoveryKitRequest): Promise<RecoveryKit> {
    const { storageLocation: storage, identities } = this;
    const signingPublicKeys = this.keyring.keys().map((key) => signingKeyPem(key.signingPublicKey));
    const madeAt = '2026-03-10T12:00:00.000Z';
    return { madeAt, storage, places, identities, signingPublicKeys, examplePath };
  }

  async sealSecret(secret: Secret): Promise<string> {
    return Buffer.from(secret.reveal()).toString('base64');
  }

  async openSecret(sealed: string): Promise<Secret> {
    return new Secret(Buffer.from(sealed, 'base64').toString());
  }

  async undoRestore(): Promise<number> {
    this.calls.push('undoRestore');
    await this.onUndo();
    this.states = ['undone'];
    return 12;
  }

  async discardKept(_: Application, replacements: readonly DatabaseReplacement[]): Promise<void> {
    this.calls.push(`discardKept ${replacements[0]?.keptName ?? ''}`);
  }

  async keptSizeBytes(): Promise<number> {
    return 4_096;
  }

  async settleRestore() {
    this.calls.push('settleRestore');
    return { outcome: await this.onSettle() };
  }

  async replacementStates(): Promise<ReplacementState[]> {
    return this.states;
  }

  async findStrays(): Promise<string[]> {
    return this.strays;
  }

  async listPackages(from?: Destination) {
    await this.onList();
    if (from !== undefined) {
      return { packages: [...(this.copies.get(from.location)?.values() ?? [])], damaged: [] };
    }
    return { packages: [...this.packages.values()], damaged: this.damaged };
  }

  async readManifest({ backupId }: { backupId: string }): Promise<Manifest> {
    const found = this.packages.get(backupId);
    if (found === undefined)
      throw new HoldfastError('BACKUP_CORRUPTED', `manifest.json of ${backupId} is missing.`);
    return found.manifest;
  }

  async deletePackage(ref: PackageRef, from?: Destination): Promise<void> {
    const { backupId } = ref;
    this.calls.push(['deletePackage', backupId, from?.location].filter(Boolean).join(' '));
    await this.onDelete(ref, from);
    if (from !== undefined) {
      this.copies.get(from.location)?.delete(backupId);
      return;
    }
    if (this.packages.delete(backupId)) {
      this.space = { ...this.space, usedBytes: this.space.usedBytes - this.packageBytes };
    }
  }

  async sweep() {
    this.calls.push('sweep');
    return { partials: 0, unpublished: 0, spools: 0 };
  }

  async storageSpace(): Promise<StorageSpace> {
    return this.space;
  }
}

function keyOf(id: string, isCurrent: boolean) {
  return { id, createdAt: null, isCurrent, signingPublicKey: `signing-${id}` };
}

function notAsked(what: string): Promise<never> {
  return Promise.reject(new Error(`The test did not say what ${what} does.`));
}

export function tablesReplacementOf({
  restoreId,
  tables,
}: Pick<RestoreTablesRequest, 'restoreId' | 'tables'>): TablesReplacement {
  return {
    componentName: 'db',
    keptSchema: `holdfast_before_${restoreId}`,
    tables: tables.map((name) => ({ name, placedAs: name, keptAs: name })),
  };
}

export function replacementOf(restoreId: string): DatabaseReplacement {
  return {
    componentName: 'db',
    liveName: 'shop',
    besideName: `shop__restoring_${restoreId}`,
    keptName: `shop__before_${restoreId}`,
    undoneName: `shop__undone_${restoreId}`,
  };
}

const EMPTY_REPORT = {
  phases: [],
  tables: [],
  comparedTables: 1,
  comparedRows: 2,
  comparedLargeObjects: 0,
  comparedSequences: 0,
  comparedObjects: 1,
  refusedMs: 9,
  restoredTables: [],
  notes: [],
};
