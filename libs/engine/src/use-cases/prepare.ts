/** What must be right before anything runs: storage, work directory, programs, keys. */

import { chmod, mkdir } from 'node:fs/promises';

import { HoldfastError } from '../errors/holdfast-error.js';
import { listPackageRefs } from '../package/list-packages.js';
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
  const encrypted = await recipientsInUse(options.destination);
  const keyring = await options.openKeyring(encrypted.length === 0);
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

/** A manifest that cannot be trusted says nothing about keys; listing reports it elsewhere. */
async function recipientsInUse(destination: Destination): Promise<EncryptedPackage[]> {
  const { published } = await listPackageRefs(destination);
  const found: EncryptedPackage[] = [];
  for (const ref of published) {
    const manifest = await readManifest(destination, ref).catch(() => null);
    for (const { encryption } of manifest?.components ?? []) {
      if (encryption !== null) found.push({ backupId: ref.backupId, recipients: encryption.recipients });
    }
  }
  return found;
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
