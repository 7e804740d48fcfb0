/** What must be right before anything runs: storage, work directory, programs, keys. */

import { chmod, mkdir } from 'node:fs/promises';

import { HoldfastError } from '../errors/holdfast-error.js';
import { listPackageRefs } from '../package/list-packages.js';
import type { PackageRef } from '../package/package-layout.js';
import { readManifest } from '../package/package-reader.js';
import type { Codec } from '../ports/codec.js';
import type { Destination } from '../ports/destination.js';
import type { Keyring } from '../ports/keyring.js';

export interface PrepareOptions {
  destination: Destination;
  workPath: string;
  findCodec: () => Promise<Codec>;
  /** @param mayCreate whether a keyring may be made anew, because nothing was ever encrypted. */
  openKeyring: (mayCreate: boolean) => Promise<Keyring>;
}

export async function prepare(options: PrepareOptions): Promise<{ codec: Codec; keyring: Keyring }> {
  await options.destination.prepare();
  await makePrivateDirectory(options.workPath);
  const codec = await options.findCodec();
  const { encrypted, unknown } = await keysInUse(options.destination);
  const keyring = await options.openKeyring(encrypted.length === 0 && unknown.length === 0);
  assertKeysFor(encrypted, keyring);
  return { codec, keyring };
}

/** Raw dumps and pass files lie in it. */
export async function makePrivateDirectory(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  await chmod(path, 0o700);
}

interface EncryptedPackage {
  backupId: string;
  recipients: readonly string[];
}

interface KeysInUse {
  encrypted: EncryptedPackage[];
  /** Their manifests cannot be trusted and say nothing about keys: listing reports them elsewhere. */
  unknown: PackageRef[];
}

async function keysInUse(destination: Destination): Promise<KeysInUse> {
  const { published } = await listPackageRefs(destination);
  const found: KeysInUse = { encrypted: [], unknown: [] };
  for (const ref of published) {
    const manifest = await readManifest(destination, ref).catch(nullIfDamaged);
    if (manifest === null) found.unknown.push(ref);
    for (const { encryption } of manifest?.components ?? []) {
      if (encryption !== null)
        found.encrypted.push({ backupId: ref.backupId, recipients: encryption.recipients });
    }
  }
  return found;
}

/** A storage that fails says nothing either, and must not look as if it held no backups. */
function nullIfDamaged(error: unknown): null {
  const isDamage =
    error instanceof HoldfastError && (error.code === 'PACKAGE_INVALID' || error.code === 'BACKUP_CORRUPTED');
  if (isDamage) return null;
  throw error;
}

function assertKeysFor(packages: readonly EncryptedPackage[], keyring: Keyring): void {
  const closed = packages.filter(({ recipients }) => !keyring.canOpen(recipients));
  const first = closed[0];
  if (first === undefined) return;
  throw new HoldfastError(
    'KEY_MISSING',
    `The keyring ${keyring.path} has no key for ${closed.length} of the backups, for instance ${first.backupId}, ` +
      `which was encrypted to ${first.recipients.join(', ')}.`,
    {
      hint: 'Put the identity from your recovery kit back into the keyring, or set BACKUP_ENCRYPTION_KEY to it.',
    },
  );
}
