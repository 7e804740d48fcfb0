/** How large the parts of an upload are: at most 10,000 make an object, and each is held in memory. */

export const MIB = 1024 * 1024;
/** No part but the last may be smaller. */
export const MIN_PART_BYTES = 5 * MIB;
export const MAX_PARTS = 10_000;
const USUAL_PART_BYTES = 8 * MIB;
/** Leaves room for an object that is a little larger than expected. */
const PLANNED_PARTS = 9_500;
const GROW_EVERY_PARTS = 2_000;
const GROW_LATE_EVERY_PARTS = 100;
const MAX_PART_BYTES = 512 * MIB;

/** Bytes of the part of that number, counted from 1. */
export type PartSize = (partNumber: number) => number;

/**
 * With an expected size all parts are equal, as some stores demand; only an object that outgrows it has larger ones
 * at its end. Without one, parts double every 2,000: beginning with 8 MiB, they carry an object to 484 GiB.
 */
export function planParts(expectedSizeBytes: number | null, usualBytes = USUAL_PART_BYTES): PartSize {
  const smallest = Math.max(MIN_PART_BYTES, usualBytes);
  if (expectedSizeBytes === null) {
    return (number) => doubled(smallest, Math.floor((number - 1) / GROW_EVERY_PARTS));
  }
  const fitting = Math.ceil(expectedSizeBytes / PLANNED_PARTS / MIB) * MIB;
  const base = Math.max(smallest, fitting);
  return (number) => doubled(base, Math.ceil((number - PLANNED_PARTS) / GROW_LATE_EVERY_PARTS));
}

function doubled(bytes: number, times: number): number {
  if (times <= 0) return bytes;
  return Math.max(bytes, Math.min(MAX_PART_BYTES, bytes * 2 ** times));
}
