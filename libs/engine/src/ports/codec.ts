/** Compression and encryption as pipeline stages. */

import type { ProcessSpec } from './process-runner.js';

export interface Codec {
  compress(level: number): ProcessSpec;
  decompress(): ProcessSpec;
  /**
   * Compresses standard input, of exactly so many bytes, as a difference to a file.
   * @param referencePath a regular file of at most 128 MiB.
   */
  compressAgainst(referencePath: string, sizeBytes: number): ProcessSpec;
  /** Unpacks what was compressed against the same bytes. */
  decompressAgainst(referencePath: string): ProcessSpec;
  /** @param recipients public keys (`age1…`). */
  encrypt(recipients: readonly string[]): ProcessSpec;
  /** Opens what was encrypted to any identity of the keyring. */
  decrypt(): ProcessSpec;
}
