/** The keys that open and sign packages, without their secrets. */

export interface EncryptionKeyView {
  /** Its public key (`age1…`), which also is its id. */
  id: string;
  createdAt: string | null;
  /** New packages are encrypted to it and signed with the signing key that belongs to it. */
  isCurrent: boolean;
  /** Ed25519 public key in PEM, to check signatures with openssl. */
  signingPublicKey: string;
}

export interface EncryptionKeysView {
  isEncryptionEnabled: boolean;
  keyringPath: string;
  keys: EncryptionKeyView[];
}
