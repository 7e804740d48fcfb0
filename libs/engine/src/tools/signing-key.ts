/** The Ed25519 key that belongs to an age identity; derived from it, so that there is one secret to keep. */

import { createPrivateKey, createPublicKey, hkdfSync, sign, type KeyObject } from 'node:crypto';

import { bech32 } from '@scure/base';

const IDENTITY_PREFIX = 'age-secret-key-';
const SEED_BYTES = 32;
const PURPOSE = 'holdfast manifest signature v1';
/** PKCS #8 of an Ed25519 key, up to its seed (RFC 8410). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

export class SigningKey {
  /** SubjectPublicKeyInfo in DER, base64. */
  readonly publicKey: string;
  readonly #privateKey: KeyObject;

  /** @param identity a valid `AGE-SECRET-KEY-1…`. */
  constructor(identity: string) {
    const der = Buffer.concat([PKCS8_PREFIX, seedOf(identity)]);
    this.#privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    const spki = createPublicKey(this.#privateKey).export({ format: 'der', type: 'spki' });
    this.publicKey = spki.toString('base64');
  }

  /** 64 bytes. */
  sign(data: Buffer): Buffer {
    return sign(null, data, this.#privateKey);
  }
}

function seedOf(identity: string): Buffer {
  const { prefix, bytes } = bech32.decodeToBytes(identity.toLowerCase());
  if (prefix !== IDENTITY_PREFIX || bytes.length !== SEED_BYTES) {
    throw new Error('A signing key was asked for of something that is no identity.');
  }
  return Buffer.from(hkdfSync('sha256', bytes, '', PURPOSE, SEED_BYTES));
}
