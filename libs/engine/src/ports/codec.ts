/** Compression and encryption as pipeline stages. */

import type { ProcessSpec } from './process-runner.js';

export interface Codec {
  compress(level: number): ProcessSpec;
  decompress(): ProcessSpec;
  /** @param recipients public keys (`age1…`). */
  encrypt(recipients: readonly string[]): ProcessSpec;
  /** Opens what was encrypted to any identity of the keyring. */
  decrypt(): ProcessSpec;
}
