/** Reads a stored component back from storage, which is what its manifest describes. */

import type { ManifestComponent } from '../../domain/manifest.js';
import { HoldfastError } from '../../errors/holdfast-error.js';
import { DeltaFailure } from '../../package/delta/delta-failure.js';
import { readObject, type ReadObjectResult } from '../../package/package-reader.js';
import type { StreamSection } from '../../ports/component-driver.js';
import { driverFor } from '../adapters.js';
import { type RunContext, tellProgress } from './run-context.js';
import type { StoredComponent } from './store-component.js';

/** Throws a DeltaFailure where what it builds on is at fault. */
export async function readBack(context: RunContext, stored: StoredComponent): Promise<ManifestComponent> {
  const { request, keyring } = context;
  const { source, description, object, delta, dumped } = stored;
  const encryption = request.isEncrypted
    ? { scheme: 'age' as const, recipients: [...keyring.currentRecipients()] }
    : null;
  const sections: StreamSection[] = [];
  const component = { name: source.name, object, encryption, delta };
  const read = await readStored(context, stored, component, (section) => void sections.push(section));
  if (dumped !== null && dumped.sha256 !== read.raw.sha256) throw notTheSame(object.name);
  return {
    ...component,
    kind: source.kind,
    engine: description.engine,
    tool: description.tool,
    raw: read.raw,
    compression: { algorithm: 'zstd', level: request.compressionLevel },
    fingerprint: read.inspection.fingerprint,
    database: description.database,
    sections,
  };
}

async function readStored(
  context: RunContext,
  { source, object, delta }: StoredComponent,
  component: Pick<ManifestComponent, 'name' | 'object' | 'encryption' | 'delta'>,
  onSection: (section: StreamSection) => void,
): Promise<ReadObjectResult> {
  const { destination, runner, codec, workPath } = context.adapters;
  const { application, backupId, signal } = context.request;
  const request = {
    ...{ destination, runner, codec: codec(), workPath, component, signal },
    ref: { appId: application.appId, backupId },
    inspector: driverFor(context.adapters, source.kind).inspect({ onSection }),
    onBytes: (bytes: number) => tellProgress(context, 'reading-back', bytes, object.sizeBytes),
  };
  try {
    return await readObject(request);
  } catch (error) {
    throw delta !== null && isOfDelta(error) ? new DeltaFailure((error as Error).message, error) : error;
  }
}

/** Or of the work directory, or of a program that unpacks segments, or of what came out: a full backup needs none of them. */
function isOfDelta(error: unknown): boolean {
  if (!(error instanceof HoldfastError)) return false;
  const { code, details } = error;
  const isAboutUnpacking = ['PARENT_MISSING', 'TOOL_FAILED', 'BACKUP_CORRUPTED'].includes(code);
  return isAboutUnpacking || 'brokenBackupId' in details || 'workPath' in details;
}

function notTheSame(name: string): DeltaFailure {
  return new DeltaFailure(`${name} was rebuilt from storage, and was not what had been dumped`, null);
}
