/** Compression by zstd and encryption by age. */

import type { Codec } from '../ports/codec.js';
import type { ProcessSpec } from '../ports/process-runner.js';
import { ageDecrypt, ageEncrypt } from './age.js';
import { zstdCompress, zstdCompressFile, zstdDecompress, zstdDecompressAgainst } from './zstd.js';

export interface NativeCodecOptions {
  /** Absolute paths of the programs. */
  zstdProgram: string;
  ageProgram: string;
  /** File of identities that open packages. */
  keyringPath: string;
  /** Workers that compress. */
  threads: number;
}

export class NativeCodec implements Codec {
  readonly #options: NativeCodecOptions;

  constructor(options: NativeCodecOptions) {
    this.#options = options;
  }

  compress(level: number): ProcessSpec {
    return zstdCompress(this.#options.zstdProgram, level, this.#options.threads);
  }

  decompress(): ProcessSpec {
    return zstdDecompress(this.#options.zstdProgram);
  }

  compressFile(inputPath: string, referencePath: string | null, level: number): ProcessSpec {
    return zstdCompressFile(this.#options.zstdProgram, inputPath, referencePath, level);
  }

  decompressAgainst(referencePath: string): ProcessSpec {
    return zstdDecompressAgainst(this.#options.zstdProgram, referencePath);
  }

  encrypt(recipients: readonly string[]): ProcessSpec {
    return ageEncrypt(this.#options.ageProgram, recipients);
  }

  decrypt(): ProcessSpec {
    return ageDecrypt(this.#options.ageProgram, this.#options.keyringPath);
  }
}
