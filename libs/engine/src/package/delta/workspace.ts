/** A private directory for the pieces of raw streams; they are plain text and go whatever happens. */

import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { BlockPool } from '../../pipeline/block-writer.js';
import { explainWorkFailure } from './work-failure.js';
import { WorkFile } from './work-file.js';

export class Workspace {
  readonly #path: string;
  readonly #running = new Set<Promise<unknown>>();
  readonly #files = new Set<WorkFile>();
  readonly #blocks = new BlockPool();
  #count = 0;

  private constructor(path: string) {
    this.#path = path;
  }

  /** Runs the work in a directory of its own, which is removed when all of its background work has ended. */
  static async with<T>(workPath: string, work: (workspace: Workspace) => Promise<T>): Promise<T> {
    const prefix = join(workPath, 'delta-');
    const workspace = new Workspace(await mkdtemp(prefix).catch(explainWorkFailure(prefix)));
    try {
      return await work(workspace);
    } finally {
      await workspace.#dispose();
    }
  }

  async createFile(): Promise<WorkFile> {
    this.#count += 1;
    const path = join(this.#path, `piece-${this.#count}`);
    const file = await WorkFile.create(path, this.#blocks, () => this.#files.delete(file));
    this.#files.add(file);
    return file;
  }

  /** Work that nobody may be waiting for any more when the directory goes. Its failure is the waiting one's business. */
  inBackground<T>(work: Promise<T>): Promise<T> {
    const settled: Promise<unknown> = work
      .catch(() => undefined)
      .finally(() => this.#running.delete(settled));
    this.#running.add(settled);
    return work;
  }

  async #dispose(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
    for (const file of this.#files) await file.close();
    await rm(this.#path, { recursive: true, force: true });
  }
}
