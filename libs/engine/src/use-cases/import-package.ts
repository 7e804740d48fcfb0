/**
 * Takes in a package from a tar.
 *
 * It is published only after every byte was verified, the key that opens it was found and, where this installation did
 * not sign it, a drill matched. Whatever fails before leaves nothing behind.
 */
import { randomUUID } from 'node:crypto';

import type { DrillReport } from '@holdfast/contract';

import type { Manifest } from '../domain/manifest.js';
import type { ImportedPackage, ImportRequest } from '../engine.js';
import { throwIfCanceled } from '../errors/canceled.js';
import { HoldfastError } from '../errors/holdfast-error.js';
import { readBaseChain } from '../package/base-chain.js';
import { objectsOf } from '../package/checksums.js';
import { PackageArrival } from '../package/import-objects.js';
import { filesInTar } from '../package/import-tar.js';
import { authenticityOf } from '../package/manifest-signature.js';
import { readPackageIndex } from '../package/package-index.js';
import { packagePrefix, type PackageRef } from '../package/package-layout.js';
import { PendingPackage } from '../package/pending-package.js';
import type { Keyring } from '../ports/keyring.js';
import type { Adapters } from './adapters.js';
import { drill } from './drill.js';
import { inThrowAwayServer, needsDrill } from './foreign-package.js';
import { verifyBackup } from './verify-backup.js';

/**
 * Throws VALIDATION_FAILED where it is not the tar of a package, INVALID_STATE where the package is there already,
 * BACKUP_CORRUPTED or PACKAGE_INVALID where it is damaged, KEY_MISSING, PARENT_MISSING, PACKAGE_NOT_TRUSTED where it
 * is foreign and that was not acknowledged, or what its drill throws.
 */
export async function importPackage(
  adapters: Adapters,
  request: ImportRequest,
  runDrill: typeof drill = drill,
): Promise<ImportedPackage> {
  const arrival = new PackageArrival(adapters.destination);
  try {
    const ref = await arrival.take(filesInTar(request));
    const pending = new PendingPackage(adapters.destination, ref, arrival.documents);
    const around = { ...adapters, destination: pending };
    const { manifest, checksum } = await readPackageIndex(pending, ref);
    assertNothingElse(arrival.objectNames, manifest);
    const report = await prove(around, ref, request, runDrill);
    throwIfCanceled(request.signal);
    return {
      ...ref,
      manifest,
      checksum,
      authenticity: authenticityOf(manifest, adapters.keyring()),
      path: adapters.destination.locate(packagePrefix(ref)),
      sizeBytes: await pending.publish(),
      level: report?.level ?? 'readable',
      drill: report,
    };
  } catch (error) {
    await discard(adapters, arrival);
    throw error;
  } finally {
    arrival.release();
  }
}

/** What costs least is asked first. Returns the report of the drill that a foreign package needs. */
async function prove(
  adapters: Adapters,
  ref: PackageRef,
  { isForeignAcknowledged, signal }: ImportRequest,
  runDrill: typeof drill,
): Promise<DrillReport | null> {
  const chain = await readBaseChain(adapters.destination, ref);
  const isDrilled = needsDrill(chain, adapters.keyring(), isForeignAcknowledged);
  for (const manifest of chain) assertOpens(adapters.keyring(), manifest);
  await verifyBackup(adapters, { ...ref, level: 'readable', onProgress: () => undefined, signal });
  if (!isDrilled) return null;
  return runDrill(inThrowAwayServer(adapters), {
    ...ref,
    from: adapters.destination,
    drillId: `import-${randomUUID()}`,
    assertions: [],
    jobs: 1,
    onProgress: () => undefined,
    signal,
  });
}

function assertNothingElse(objectNames: readonly string[], manifest: Manifest): void {
  const described = new Set(objectsOf(manifest).map(({ name }) => name));
  const extra = objectNames.find((name) => !described.has(name));
  if (extra === undefined) return;
  throw new HoldfastError(
    'VALIDATION_FAILED',
    `The tar holds ${extra}, which the manifest does not describe.`,
    {
      hint: 'Use a tar that Holdfast made, or one of the whole directory of a package and nothing else.',
    },
  );
}

function assertOpens(keyring: Keyring, { backupId, components }: Manifest): void {
  for (const { encryption } of components) {
    if (encryption === null || keyring.canOpen(encryption.recipients)) continue;
    throw new HoldfastError(
      'KEY_MISSING',
      `The keyring has no key for ${backupId}, which was encrypted to ${encryption.recipients.join(', ')}.`,
      {
        hint: `Add that identity to the keyring ${keyring.path}, or set BACKUP_ENCRYPTION_KEY to it, and import again.`,
      },
    );
  }
}

/** What cannot be removed now is no package, and is swept at the next start. */
async function discard({ logger }: Adapters, arrival: PackageArrival): Promise<void> {
  try {
    await arrival.discard();
  } catch (error) {
    logger.warn('The remains of a refused import could not be removed yet', { reason: String(error) });
  }
}
