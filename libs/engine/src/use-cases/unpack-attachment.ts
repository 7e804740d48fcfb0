/** Opens what goes with the components into a file. */

import { Readable } from 'node:stream';

import type { ManifestAttachment } from '../domain/manifest.js';
import type { PackageRef } from '../engine.js';
import { objectKey } from '../package/package-layout.js';
import { explainReadFailure } from '../package/read-failure.js';
import { SpoolFile } from '../package/spool-file.js';
import { assertStored } from '../package/stored-object.js';
import { digesting } from '../pipeline/digest.js';
import { runPipeline } from '../pipeline/run-pipeline.js';
import type { Adapters } from './adapters.js';

export interface UnpackRequest {
  ref: PackageRef;
  attachment: ManifestAttachment;
  path: string;
  signal: AbortSignal;
}

/** Throws BACKUP_CORRUPTED naming it where it is not what was stored, KEY_MISSING where no key opens it. */
export async function unpackAttachment(adapters: Adapters, request: UnpackRequest): Promise<void> {
  const { ref, attachment, signal } = request;
  try {
    await unpack(adapters, request);
  } catch (error) {
    const { destination } = adapters;
    throw await explainReadFailure(error, { destination, ref, object: attachment, signal });
  }
}

async function unpack(
  { destination, runner, codec }: Adapters,
  { ref, attachment, path, signal }: UnpackRequest,
): Promise<void> {
  const stored = await destination.read(objectKey(ref, attachment.name));
  const stream = digesting(stored as AsyncIterable<Buffer>);
  const isEncrypted = attachment.name.endsWith('.age');
  try {
    await runPipeline(runner, {
      stages: isEncrypted ? [codec().decrypt(), codec().decompress()] : [codec().decompress()],
      source: Readable.from(stream, { objectMode: false }),
      sink: (output) => keep(output, path),
      signal,
    });
    assertStored(attachment, stream.result());
  } finally {
    stored.destroy();
  }
}

async function keep(output: AsyncIterable<Buffer>, path: string): Promise<void> {
  const file = await SpoolFile.create(path);
  try {
    for await (const chunk of output) await file.write(chunk);
    await file.end();
  } catch (error) {
    await file.discard();
    throw error;
  }
}
