/** Opens packages: their manifests, and their objects in one pass from stored bytes to raw ones. */

import { createHash } from 'node:crypto';

import type { Manifest, ManifestAttachment } from '../domain/manifest.js';
import type { Digest } from '../pipeline/digest.js';
import type { Codec } from '../ports/codec.js';
import type { Inspection, Inspector } from '../ports/component-driver.js';
import type { Destination } from '../ports/destination.js';
import type { ProcessRunner } from '../ports/process-runner.js';
import { type ChainLink, readComponentChain } from './delta/component-chain.js';
import { readRaw } from './delta/read-raw.js';
import { readPackageIndex } from './package-index.js';
import type { PackageRef } from './package-layout.js';
import { explainChainFailure } from './read-failure.js';
import { SpoolFile } from './spool-file.js';
import { hashStored } from './stored-object.js';

export interface ReadObjectRequest {
  destination: Destination;
  runner: ProcessRunner;
  codec: Codec;
  ref: PackageRef;
  component: ChainLink['component'];
  inspector: Inspector;
  /** Private directory for pieces of raw streams, where there are differences. */
  workPath: string;
  /** Where to keep the raw bytes; left out, they are not kept. Removed again on failure. */
  spoolPath?: string;
  /** Gets the number of stored bytes so far. */
  onBytes?: (bytesSoFar: number) => void;
  signal: AbortSignal;
}

export interface ReadObjectResult {
  stored: Digest;
  /** To be held against the manifest by whoever has one. */
  raw: Digest;
  inspection: Inspection;
}

/** Throws BACKUP_NOT_FOUND, PACKAGE_INVALID naming what is wrong, or BACKUP_CORRUPTED naming the object. */
export async function readManifest(destination: Destination, ref: PackageRef): Promise<Manifest> {
  return (await readPackageIndex(destination, ref)).manifest;
}

/**
 * Stored bytes → age → zstd → raw bytes, hashed at both ends and shown to the inspector. Where the object is a
 * difference, those that it builds on are read from the same destination, and proven, too.
 * Throws BACKUP_CORRUPTED naming the object where the stored bytes are not the expected ones, whatever else
 * failed because of it; KEY_MISSING where they are, but no key opens them; PARENT_MISSING.
 */
export async function readObject(request: ReadObjectRequest): Promise<ReadObjectResult> {
  const { destination, ref, component, signal } = request;
  const chain = await readComponentChain(destination, ref, component);
  try {
    const { stored, value } = await readRaw(chain, request, (raw) => takeRaw(raw, request));
    return { stored, ...value };
  } catch (error) {
    throw await explainChainFailure(error, { destination, chain, signal });
  }
}

/** Reads an object that goes with the components. Throws BACKUP_CORRUPTED naming it where it is not what was stored. */
export async function hashAttachment(request: {
  destination: Destination;
  ref: PackageRef;
  attachment: ManifestAttachment;
  onBytes?: (bytesSoFar: number) => void;
  signal: AbortSignal;
}): Promise<Digest> {
  return hashStored({ ...request, object: request.attachment });
}

async function takeRaw(
  output: AsyncIterable<Buffer>,
  { inspector, spoolPath }: ReadObjectRequest,
): Promise<Omit<ReadObjectResult, 'stored'>> {
  const spool = spoolPath === undefined ? null : await SpoolFile.create(spoolPath);
  const hash = createHash('sha256');
  let sizeBytes = 0;
  try {
    for await (const chunk of output) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      inspector.write(chunk);
      await spool?.write(chunk);
    }
    const inspection = inspector.end();
    await spool?.end();
    return { raw: { sizeBytes, sha256: hash.digest('hex') }, inspection };
  } catch (error) {
    await spool?.discard();
    throw error;
  }
}
