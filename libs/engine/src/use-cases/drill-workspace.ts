/** The private directory of one drill: a directory for each component's server, and what is unpacked for it. */

import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { Manifest, ManifestAttachment, ManifestComponent } from '../domain/manifest.js';
import type { PackageRef } from '../engine.js';
import { GLOBALS_BASE_NAME } from '../package/package-layout.js';
import type { Adapters } from './adapters.js';
import { unpackAttachment } from './unpack-attachment.js';

export const DRILL_PREFIX = 'drill-';

export interface PreparedDirectory {
  directory: string;
  globalsPath: string | null;
}

export class DrillWorkspace {
  readonly #adapters: Adapters;
  readonly #path: string;

  constructor(adapters: Adapters, drillId: string) {
    this.#adapters = adapters;
    this.#path = join(adapters.workPath, `${DRILL_PREFIX}${drillId}`);
  }

  async prepare(
    ref: PackageRef,
    manifest: Manifest,
    component: ManifestComponent,
    signal: AbortSignal,
  ): Promise<PreparedDirectory> {
    const directory = join(this.#path, component.name);
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const attachment = globalsOf(manifest, component);
    if (attachment === null) return { directory, globalsPath: null };
    const globalsPath = join(directory, GLOBALS_BASE_NAME);
    await unpackAttachment(this.#adapters, { ref, attachment, path: globalsPath, signal });
    return { directory, globalsPath };
  }

  async remove(): Promise<void> {
    await rm(this.#path, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** With several components each one's server has its own. */
function globalsOf({ attachments }: Manifest, { name }: ManifestComponent): ManifestAttachment | null {
  const own = attachments.find((one) => one.name.startsWith(`${name}.${GLOBALS_BASE_NAME}`));
  return own ?? attachments.find((one) => one.name.startsWith(GLOBALS_BASE_NAME)) ?? null;
}
