/** The entries of a delta's tar: what their names say, and how large they may be. */

/** A piece of the base's raw stream; of length 0 where there is none. */
export interface SegmentReference {
  offsetBytes: number;
  lengthBytes: number;
}

/** What zstd takes as a reference in its default memory. */
export const MAX_REFERENCE_BYTES = 128 * 1024 * 1024;
/** Of the raw bytes of one segment: what unpacks to more is refused. */
export const MAX_SEGMENT_BYTES = 128 * 1024 * 1024;

const NUMBER_DIGITS = 10;
/** Decimal without leading zeros, small enough to be exact. */
const NAME = /^(\d{10})-(0|[1-9]\d{0,14})-(0|[1-9]\d{0,8})\.zst$/;

export function segmentName(number: number, { offsetBytes, lengthBytes }: SegmentReference): string {
  return `${String(number).padStart(NUMBER_DIGITS, '0')}-${offsetBytes}-${lengthBytes}.zst`;
}

/** Null where it is not the name of a segment. */
export function parseSegmentName(name: string): { number: number; reference: SegmentReference } | null {
  const [, number, offset, length] = NAME.exec(name) ?? [];
  if (number === undefined) return null;
  return {
    number: Number(number),
    reference: { offsetBytes: Number(offset), lengthBytes: Number(length) },
  };
}
