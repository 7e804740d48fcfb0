/** Raw dumps kept in files while a restore needs them; they are plain text and go whatever happens. */

import { mkdir, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';

import type { ManifestComponent } from '../domain/manifest.js';
import type { PackageRef } from '../engine.js';
import { HoldfastError } from '../errors/holdfast-error.js';
import type { Inspection } from '../ports/component-driver.js';
import type { Adapters } from './adapters.js';
import { verifyComponent } from './verify-backup.js';

/** Kept free beside the spool, so that the machine itself goes on working. */
const RESERVE_BYTES = 64 * 1024 * 1024;

export interface Spool {
  component: ManifestComponent;
  path: string;
  inspection: Inspection;
}

export class Spools {
  readonly #adapters: Adapters;
  readonly #directory: string;

  /** @param name of a directory of its own in the work directory, such as the restore's id. */
  constructor(adapters: Adapters, name: string) {
    this.#adapters = adapters;
    this.#directory = join(adapters.workPath, `spool-${name}`);
  }

  /** Proves the stored object and keeps its raw dump, in one pass. */
  async fill(
    ref: PackageRef,
    component: ManifestComponent,
    onBytes: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<Spool> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    await this.#assertSpaceFor(component);
    const path = join(this.#directory, `${ref.backupId}.${component.name}`);
    const inspection = await verifyComponent(this.#adapters, ref, component, {
      onBytes,
      signal,
      spoolPath: path,
    });
    return { component, path, inspection };
  }

  async remove(): Promise<void> {
    await rm(this.#directory, { recursive: true, force: true });
  }

  async #assertSpaceFor(component: ManifestComponent): Promise<void> {
    const { bavail, bsize } = await statfs(this.#directory);
    const freeBytes = bavail * bsize;
    if (freeBytes >= component.raw.sizeBytes + RESERVE_BYTES) return;
    throw new HoldfastError(
      'STORAGE_FULL',
      `Unpacking ${component.object.name} takes ${component.raw.sizeBytes} bytes in ${this.#adapters.workPath}, ` +
        `where only ${freeBytes} are free.`,
      { hint: 'Free some space there and start the restore again. The data is unchanged.' },
    );
  }
}
