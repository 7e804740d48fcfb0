/** restic, where it is installed: what de-duplication by chunks makes of the dump of the day after. */

import { join } from 'node:path';

import type { Contender } from './contender.js';
import { runProgram } from './programs.js';
import { archivePath, type Scene } from './scene.js';
import { sizeOfTree } from './size-of-tree.js';

export class ResticRepository {
  readonly #scene: Scene;
  readonly #path: string;

  private constructor(scene: Scene) {
    this.#scene = scene;
    this.#path = join(scene.workPath, 'restic');
  }

  /** With the archive of today in it; null where restic is not installed. */
  static async open(scene: Scene): Promise<ResticRepository | null> {
    const repository = new ResticRepository(scene);
    try {
      await repository.#run('version');
    } catch {
      return null;
    }
    await repository.#run('init');
    await repository.#backUp();
    return repository;
  }

  /** Run it once: the second time everything is known already. */
  contender(): Contender {
    let firstStoredBytes: number | null = null;
    return {
      id: 'restic-second',
      label: 'restic: the -Z0 archive of the day after',
      run: async () => {
        const before = await sizeOfTree(this.#path);
        await this.#backUp();
        firstStoredBytes ??= (await sizeOfTree(this.#path)) - before;
        return { storedBytes: firstStoredBytes };
      },
    };
  }

  #backUp(): Promise<void> {
    return this.#run('backup', archivePath(this.#scene, 'uncompressed'));
  }

  async #run(...args: string[]): Promise<void> {
    const env = { RESTIC_REPOSITORY: this.#path, RESTIC_PASSWORD: 'bench', HOME: this.#scene.workPath };
    await runProgram({ program: 'restic', args, env, signal: this.#scene.signal });
  }
}
