/** Holdfast's engine as a user of it sees it: back up, verify, restore. */

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

import type { BackupType, DrillReport } from '@holdfast/contract';
import {
  type Application,
  type BackUpResult,
  createEngine,
  type Engine,
  type RestoreResult,
  Secret,
  systemClock,
} from '@holdfast/engine';

import { benchLogger } from './bench-logger.js';
import { LIVE_DATABASE, type Scene, SOURCE_DATABASE } from './scene.js';

const ENGINE_VERSION = 'bench';

export class HoldfastSubject {
  readonly #engine: Engine;
  readonly #scene: Scene;
  #base: BackUpResult | null = null;
  #newest: BackUpResult | null = null;
  #difference: BackUpResult | null = null;

  private constructor(engine: Engine, scene: Scene) {
    this.#engine = engine;
    this.#scene = scene;
  }

  static async open(scene: Scene): Promise<HoldfastSubject> {
    const engine = createEngine({
      storagePath: join(scene.workPath, 'storage'),
      workPath: join(scene.workPath, 'work'),
      keyringPath: join(scene.workPath, 'keyring'),
      encryptionKey: null,
      encryptionKeyId: null,
      pgBinDir: scene.server.binDirectory,
      scratchServer: null,
      programPath: process.env['PATH'] ?? '/usr/bin:/bin',
      holdfastVersion: ENGINE_VERSION,
      clock: systemClock,
      logger: benchLogger,
    });
    await engine.prepare();
    return new HoldfastSubject(engine, scene);
  }

  /** Keeps one package only: the newest. */
  async forget(): Promise<void> {
    if (this.#newest !== null) await this.#engine.deletePackage(this.#newest.manifest);
    this.#newest = null;
  }

  /** What differential backups refer to. */
  async backUpBase(): Promise<void> {
    this.#base = await this.#make('full');
  }

  async backUp(): Promise<BackUpResult> {
    this.#newest = await this.#make('full');
    return this.#newest;
  }

  async backUpDifference(): Promise<BackUpResult> {
    const made = await this.#make('differential');
    this.#difference = made;
    if (made.manifest.type === 'differential') return made;
    throw new Error(`It became a full backup: ${made.notes.map(({ message }) => message).join(' ')}`);
  }

  async forgetDifference(): Promise<void> {
    if (this.#difference !== null) await this.#engine.deletePackage(this.#difference.manifest);
    this.#difference = null;
  }

  async drill(): Promise<DrillReport> {
    const { options, signal } = this.#scene;
    const { appId, backupId } = this.#package().manifest;
    return this.#engine.drill({
      appId,
      backupId,
      drillId: `bench${randomBytes(4).toString('hex')}`,
      assertions: [],
      jobs: options.jobs,
      onProgress: () => undefined,
      signal,
    });
  }

  async #make(type: BackupType): Promise<BackUpResult> {
    const { options, signal } = this.#scene;
    return this.#engine.backUp({
      backupId: `bench-${randomBytes(6).toString('hex')}`,
      application: this.#application(SOURCE_DATABASE),
      type,
      parent: this.#base?.manifest ?? null,
      trigger: 'manual',
      description: null,
      createdAt: systemClock.now(),
      compressionLevel: options.compressionLevel,
      isEncrypted: true,
      previous: null,
      onProgress: () => undefined,
      signal,
    });
  }

  async verify(): Promise<void> {
    const { signal } = this.#scene;
    const { appId, backupId } = this.#package().manifest;
    await this.#engine.verifyBackup({
      appId,
      backupId,
      level: 'readable',
      onProgress: () => undefined,
      signal,
    });
  }

  /** Over an empty live database, without a safety snapshot of it. */
  async restore(): Promise<RestoreResult> {
    const { options, signal } = this.#scene;
    const { appId, backupId } = this.#package().manifest;
    return this.#engine.restore({
      appId,
      backupId,
      restoreId: `bench${randomBytes(4).toString('hex')}`,
      application: this.#application(LIVE_DATABASE),
      strategy: 'swap',
      jobs: options.jobs,
      isForeignAcknowledged: false,
      takeSafetySnapshot: null,
      onPlanned: () => Promise.resolve(),
      onSwapping: () => Promise.resolve(),
      onProgress: () => undefined,
      signal,
    });
  }

  async discardKept({ replacements }: RestoreResult): Promise<void> {
    await this.#engine.discardKept(this.#application(LIVE_DATABASE), replacements);
  }

  get newest(): BackUpResult {
    return this.#package();
  }

  #package(): BackUpResult {
    if (this.#newest === null) throw new Error('There is no backup yet.');
    return this.#newest;
  }

  #application(database: string): Application {
    const connection = new Secret(this.#scene.server.url(database));
    const components = [{ name: 'database', kind: 'postgres' as const, connection }];
    return { appId: 'shop', name: 'Shop', workspaceId: 'bench', components };
  }
}
