/** Cuts a stream into the parts of an upload. */

import type { PartSize } from './part-sizes.js';

export interface Part {
  /** Counted from 1. */
  number: number;
  bytes: Buffer;
  isLast: boolean;
}

/**
 * Yields at least one part, of no bytes where the source has none. The last one comes only when the source has
 * ended well; what the source throws is thrown as it is.
 */
export async function* partsOf(source: AsyncIterable<Buffer>, sizeOf: PartSize): AsyncGenerator<Part> {
  const pending: Buffer[] = [];
  let pendingBytes = 0;
  let number = 1;
  for await (const chunk of source) {
    pending.push(chunk);
    pendingBytes += chunk.length;
    for (let sizeBytes = sizeOf(number); pendingBytes > sizeBytes; sizeBytes = sizeOf(number)) {
      pendingBytes -= sizeBytes;
      yield { number, bytes: take(pending, sizeBytes), isLast: false };
      number += 1;
    }
  }
  yield { number, bytes: take(pending, pendingBytes), isLast: true };
}

/** Removes so many bytes from the beginning. */
function take(pending: Buffer[], sizeBytes: number): Buffer {
  const taken: Buffer[] = [];
  for (let left = sizeBytes; left > 0;) {
    const first = pending.shift() ?? Buffer.alloc(0);
    const piece = first.subarray(0, left);
    taken.push(piece);
    left -= piece.length;
    if (piece.length < first.length) pending.unshift(first.subarray(piece.length));
  }
  return Buffer.concat(taken, sizeBytes);
}
