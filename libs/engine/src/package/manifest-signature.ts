/** Whether a manifest was signed, by whom, and whether the signature is right. */

import { createPublicKey, type KeyObject, verify } from 'node:crypto';

import type { PackageAuthenticity } from '@holdfast/contract';

import type { Manifest } from '../domain/manifest.js';
import type { Keyring } from '../ports/keyring.js';

export const SIGNATURE_BYTES = 64;

/** @param publicKey SubjectPublicKeyInfo in DER, base64; false where it is no Ed25519 key. */
export function isSignedBy(publicKey: string, text: Buffer, signature: Buffer): boolean {
  if (signature.length !== SIGNATURE_BYTES) return false;
  const key = ed25519Key(publicKey);
  return key !== null && verify(null, text, key, signature);
}

/** @param manifest whose signature was checked when it was read. */
export function authenticityOf(
  { signature }: Pick<Manifest, 'signature'>,
  keyring: Pick<Keyring, 'isOwnSigningKey'>,
): PackageAuthenticity {
  if (signature === null) return 'unsigned';
  return keyring.isOwnSigningKey(signature.publicKey) ? 'own' : 'foreign';
}

function ed25519Key(publicKey: string): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
}
