/** Counts and hashes bytes as they pass. */

import { createHash } from 'node:crypto';

export interface Digest {
  sizeBytes: number;
  /** 64 lower-case hexadecimal digits. */
  sha256: string;
}

export interface DigestingStream extends AsyncIterable<Buffer> {
  /** Of everything that passed; throws before the end was reached. */
  result(): Digest;
}

/** @param onBytes gets the number of bytes so far, after each chunk. */
export function digesting(
  source: AsyncIterable<Buffer>,
  onBytes?: (bytesSoFar: number) => void,
): DigestingStream {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  let digest: Digest | null = null;

  async function* pass(): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      onBytes?.(sizeBytes);
      yield chunk;
    }
    digest = { sizeBytes, sha256: hash.digest('hex') };
  }

  return {
    [Symbol.asyncIterator]: pass,
    result: () => {
      if (digest === null) throw new Error('The stream has not been read to its end.');
      return digest;
    },
  };
}

/** Reads to the end and keeps nothing. */
export async function digestOf(
  source: AsyncIterable<Buffer>,
  onBytes?: (bytesSoFar: number) => void,
): Promise<Digest> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const chunk of source) {
    hash.update(chunk);
    sizeBytes += chunk.length;
    onBytes?.(sizeBytes);
  }
  return { sizeBytes, sha256: hash.digest('hex') };
}
