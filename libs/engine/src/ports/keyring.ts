/** The identities that open packages. A key is never silently made anew. */

export interface KeyInfo {
  /** Its public key (`age1…`), which also is its id. */
  id: string;
  createdAt: string | null;
  isCurrent: boolean;
}

export interface Keyring {
  /** The file of identities, 0600. */
  readonly path: string;
  keys(): readonly KeyInfo[];
  /** What new packages are encrypted to. */
  currentRecipients(): readonly string[];
  /** Whether one of the identities belongs to one of the recipients. */
  canOpen(recipients: readonly string[]): boolean;
}
