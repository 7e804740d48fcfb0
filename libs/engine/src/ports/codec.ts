/** Compression and encryption as pipeline stages. */

import type { ProcessSpec } from './process-runner.js';

export interface Codec {
  compress(level: number): ProcessSpec;
  decompress(): ProcessSpec;
  /**
   * Compresses a file to standard output.
   * @param referencePath a regular file of at most 128 MiB: what comes out is the difference to it; null: none.
   */
  compressFile(inputPath: string, referencePath: string | null, level: number): ProcessSpec;
  /** Unpacks what was compressed against the same bytes. */
  decompressAgainst(referencePath: string): ProcessSpec;
  /** @param recipients public keys (`age1…`). */
  encrypt(recipients: readonly string[]): ProcessSpec;
  /** Opens what was encrypted to any identity of the keyring. */
  decrypt(): ProcessSpec;
}
