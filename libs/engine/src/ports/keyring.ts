/** The identities that open packages. A key is never silently made anew. */

export interface KeyInfo {
  /** Its public key (`age1…`), which also is its id. */
  id: string;
  createdAt: string | null;
  isCurrent: boolean;
  /** The signing key that belongs to it: SubjectPublicKeyInfo in DER, base64. */
  signingPublicKey: string;
}

/** Ed25519 (RFC 8032). */
export interface Signature {
  /** SubjectPublicKeyInfo in DER, base64. */
  publicKey: string;
  /** 64 bytes. */
  bytes: Buffer;
}

export interface Keyring {
  /** The file of identities, 0600. */
  readonly path: string;
  keys(): readonly KeyInfo[];
  /** What new packages are encrypted to. */
  currentRecipients(): readonly string[];
  /** Whether one of the identities belongs to one of the recipients. */
  canOpen(recipients: readonly string[]): boolean;
  /** The signing key that belongs to the current identity. */
  currentSigningPublicKey(): string;
  /** With the signing key that belongs to the current identity. */
  sign(data: Buffer): Signature;
  /** Whether the signing key belongs to one of the identities. */
  isOwnSigningKey(publicKey: string): boolean;
}
