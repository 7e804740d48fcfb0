/** An engine without databases: packages are in memory, and a test decides how each piece of work goes. */

import {
  HoldfastError,
  type Application,
  type BackUpRequest,
  type BackUpResult,
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

import { manifestOf } from './manifests.js';

type Found = Awaited<ReturnType<Engine['listPackages']>>['packages'][number];
type Damaged = Awaited<ReturnType<Engine['listPackages']>>['damaged'][number];
type ReplacementState = Awaited<ReturnType<Engine['replacementStates']>>[number];

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
  anomalies: BackUpResult['anomalies'] = [];

  get keyring(): Keyring {
    const id = 'age1fake';
    return {
      path: this.keyringPath,
      keys: () => [{ id, createdAt: null, isCurrent: true }],
      currentRecipients: () => [id],
      canOpen: () => true,
    };
  }

  async prepare(): Promise<void> {
    this.calls.push('prepare');
    await this.onPrepare();
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
  publish(request: Pick<BackUpRequest, 'backupId' | 'trigger' | 'createdAt'>): BackUpResult {
    const found = this.addPackage(
      manifestOf({
        backupId: request.backupId,
        trigger: request.trigger,
        createdAt: request.createdAt.toISOString(),
      }),
    );
    const { manifest, path, sizeBytes, checksum } = found;
    return { manifest, path, sizeBytes, checksum, anomalies: this.anomalies, sourceOccupiedMs: 1 };
  }

  addPackage(manifest: Manifest): Found {
    const { appId, backupId } = manifest;
    const path = `${this.storageLocation}/${appId}/${backupId}`;
    const found = { appId, backupId, manifest, path, sizeBytes: this.packageBytes, checksum: 'c'.repeat(64) };
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

  async listPackages() {
    await this.onList();
    return { packages: [...this.packages.values()], damaged: this.damaged };
  }

  async readManifest({ backupId }: { backupId: string }): Promise<Manifest> {
    const found = this.packages.get(backupId);
    if (found === undefined)
      throw new HoldfastError('BACKUP_CORRUPTED', `manifest.json of ${backupId} is missing.`);
    return found.manifest;
  }

  async deletePackage({ backupId }: { backupId: string }): Promise<void> {
    this.calls.push(`deletePackage ${backupId}`);
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
  notes: [],
};
