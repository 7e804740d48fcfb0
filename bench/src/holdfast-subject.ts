/** Holdfast's engine as a user of it sees it: back up, verify, restore. */

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

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
  #newest: BackUpResult | null = null;

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

  async backUp(): Promise<BackUpResult> {
    const { options, signal } = this.#scene;
    this.#newest = await this.#engine.backUp({
      backupId: `bench-${randomBytes(6).toString('hex')}`,
      application: this.#application(SOURCE_DATABASE),
      trigger: 'manual',
      description: null,
      createdAt: systemClock.now(),
      compressionLevel: options.compressionLevel,
      isEncrypted: true,
      previous: null,
      onProgress: () => undefined,
      signal,
    });
    return this.#newest;
  }

  async verify(): Promise<void> {
    const { signal } = this.#scene;
    const { appId, backupId } = this.#package().manifest;
    await this.#engine.verifyBackup({ appId, backupId, onProgress: () => undefined, signal });
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
