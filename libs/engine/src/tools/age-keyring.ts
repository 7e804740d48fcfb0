/** The keyring in a 0600 file of age identities. */

import { Secret } from '../domain/secret.js';
import { HoldfastError } from '../errors/holdfast-error.js';
import type { Clock } from '../ports/clock.js';
import type { KeyInfo, Keyring, Signature } from '../ports/keyring.js';
import type { ProcessRunner } from '../ports/process-runner.js';
import { AgeKeygen } from './age-keygen.js';
import {
  formatIdentity,
  isIdentity,
  malformedLine,
  parseIdentities,
  type Identity,
} from './identity-file.js';
import { canOthersReach, readIfThere, writePrivateFile } from './private-file.js';
import { SigningKey } from './signing-key.js';

export interface OpenKeyringOptions {
  path: string;
  /** An identity (`AGE-SECRET-KEY-1…`) to add where it is not in the file yet; null: none given. */
  encryptionKey: Secret | null;
  /** Public key of the identity for new packages; null: the newest one. */
  encryptionKeyId: string | null;
  /** Whether a keyring may be made where there is none: only while no package exists. */
  mayCreate: boolean;
  runner: ProcessRunner;
  /** Absolute path of age-keygen. */
  ageKeygenProgram: string;
  clock: Pick<Clock, 'now'>;
}

/** Throws KEY_MISSING where there is no key and none may be made, KEYRING_INVALID where the file cannot be trusted. */
export async function openKeyring(options: OpenKeyringOptions): Promise<Keyring> {
  const keygen = new AgeKeygen(options.runner, options.ageKeygenProgram);
  const given = await givenIdentity(options, keygen);
  const text = await readKeyring(options.path);
  let identities = parseIdentities(text ?? '', options.path);
  if (given !== null && !identities.some(({ secret }) => secret === given)) {
    identities = await store(options, keygen, text, given);
  } else if (identities.length === 0) {
    if (!options.mayCreate) throw noKey(options.path);
    identities = await store(options, keygen, text, await keygen.generate());
  }
  return new AgeKeyring(options.path, await keysOf(options, keygen, identities));
}

/**
 * Rotation: adds a new identity, which becomes the current one; the others stay. Not to be called twice at a time.
 * Throws INVALID_STATE where the configuration names the current one, KEY_MISSING where there is no keyring to add to.
 */
export async function addIdentity(options: OpenKeyringOptions): Promise<Keyring> {
  if (options.encryptionKeyId !== null) throw pinned(options.encryptionKeyId);
  const keygen = new AgeKeygen(options.runner, options.ageKeygenProgram);
  const text = await readKeyring(options.path);
  // A file made anew would hold the new identity only, and open nothing of what was stored before.
  if (text === null || parseIdentities(text, options.path).length === 0) throw noKey(options.path);
  await store(options, keygen, text, await keygen.generate());
  return openKeyring({ ...options, mayCreate: false });
}

/** The keys themselves, as they stand in the file; none where there is no file. */
export async function readIdentities(path: string): Promise<Secret[]> {
  return parseIdentities((await readKeyring(path)) ?? '', path).map(({ secret }) => new Secret(secret));
}

interface Key {
  info: KeyInfo;
  signingKey: SigningKey;
}

class AgeKeyring implements Keyring {
  readonly path: string;
  readonly #keys: readonly Key[];

  constructor(path: string, keys: readonly Key[]) {
    this.path = path;
    this.#keys = keys;
  }

  keys(): readonly KeyInfo[] {
    return this.#keys.map(({ info }) => info);
  }

  currentRecipients(): readonly string[] {
    return [this.#current().info.id];
  }

  canOpen(recipients: readonly string[]): boolean {
    return this.#keys.some(({ info }) => recipients.includes(info.id));
  }

  currentSigningPublicKey(): string {
    return this.#current().signingKey.publicKey;
  }

  sign(data: Buffer): Signature {
    const { signingKey } = this.#current();
    return { publicKey: signingKey.publicKey, bytes: signingKey.sign(data) };
  }

  isOwnSigningKey(publicKey: string): boolean {
    return this.#keys.some(({ signingKey }) => signingKey.publicKey === publicKey);
  }

  #current(): Key {
    const current = this.#keys.find(({ info }) => info.isCurrent);
    if (current === undefined) throw new Error('A keyring without a current key was opened.');
    return current;
  }
}

async function readKeyring(path: string): Promise<string | null> {
  try {
    const text = await readIfThere(path);
    if (text !== null && (await canOthersReach(path))) throw openToOthers(path);
    return text;
  } catch (error) {
    throw error instanceof HoldfastError ? error : unreadable(path, error);
  }
}

/** Adds an identity at the end of the file and returns what is in it then. */
async function store(
  { path, clock }: OpenKeyringOptions,
  keygen: AgeKeygen,
  text: string | null,
  secret: string,
): Promise<Identity[]> {
  const publicKey = (await keygen.publicKeysOf([secret]))?.[0];
  if (publicKey === undefined) throw invalidGivenKey();
  const before = text === null || text === '' || text.endsWith('\n') ? (text ?? '') : `${text}\n`;
  const after = before + formatIdentity(secret, publicKey, clock.now());
  try {
    await writePrivateFile(path, after, { mustBeNew: text === null });
  } catch (error) {
    throw unreadable(path, error);
  }
  return parseIdentities(after, path);
}

async function keysOf(
  { path, encryptionKeyId }: OpenKeyringOptions,
  keygen: AgeKeygen,
  identities: readonly Identity[],
): Promise<Key[]> {
  const ids = await keygen.publicKeysOf(identities.map(({ secret }) => secret));
  if (ids === null) throw await firstInvalid(path, keygen, identities);
  const currentId = encryptionKeyId ?? ids.at(-1);
  if (currentId === undefined || !ids.includes(currentId)) throw unknownId(path, encryptionKeyId, ids);
  return identities.map(({ secret, createdAt }, index) => {
    const id = ids[index] ?? '';
    const signingKey = new SigningKey(secret);
    const signingPublicKey = signingKey.publicKey;
    return { info: { id, createdAt, isCurrent: id === currentId, signingPublicKey }, signingKey };
  });
}

/** Which line age-keygen does not accept. */
async function firstInvalid(
  path: string,
  keygen: AgeKeygen,
  identities: readonly Identity[],
): Promise<HoldfastError> {
  for (const { secret, lineNumber } of identities) {
    if ((await keygen.publicKeysOf([secret])) === null) return malformedLine(lineNumber, path);
  }
  return malformedLine(1, path);
}

async function givenIdentity(
  { encryptionKey }: OpenKeyringOptions,
  keygen: AgeKeygen,
): Promise<string | null> {
  const secret = encryptionKey?.reveal().trim() ?? '';
  if (secret === '') return null;
  if (!isIdentity(secret) || (await keygen.publicKeysOf([secret])) === null) throw invalidGivenKey();
  return secret;
}

function invalidGivenKey(): HoldfastError {
  return new HoldfastError('KEYRING_INVALID', 'BACKUP_ENCRYPTION_KEY is not a valid identity of age.', {
    hint: 'It is one line that begins with AGE-SECRET-KEY-1; “age-keygen” makes one.',
  });
}

function noKey(path: string): HoldfastError {
  return new HoldfastError(
    'KEY_MISSING',
    `Backups exist, but the keyring ${path} that opens them is missing or empty.`,
    {
      hint: 'Bring the keyring back from your recovery kit, or set BACKUP_ENCRYPTION_KEY. A new key would not open the existing backups.',
    },
  );
}

function pinned(encryptionKeyId: string): HoldfastError {
  return new HoldfastError(
    'INVALID_STATE',
    `A new key would not be used: BACKUP_ENCRYPTION_KEY_ID says that new backups use ${encryptionKeyId}.`,
    { hint: 'Unset BACKUP_ENCRYPTION_KEY_ID, start Holdfast again, and rotate then.' },
  );
}

function openToOthers(path: string): HoldfastError {
  return new HoldfastError('KEYRING_INVALID', `Other users of this machine may read the keyring ${path}.`, {
    hint: `Run “chmod 600 ${path}”.`,
  });
}

function unreadable(path: string, cause: unknown): HoldfastError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new HoldfastError('KEYRING_INVALID', `The keyring ${path} cannot be read or written: ${reason}.`, {
    hint: 'Check that the path is right and that the user who runs Holdfast owns it.',
    cause,
  });
}

function unknownId(path: string, id: string | null, known: readonly string[]): HoldfastError {
  return new HoldfastError('KEY_MISSING', `The keyring ${path} holds no identity of ${id}.`, {
    hint: `Set BACKUP_ENCRYPTION_KEY_ID to one of: ${known.join(', ')}; or leave it empty to use the newest.`,
  });
}
