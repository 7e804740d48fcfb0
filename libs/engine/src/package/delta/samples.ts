/** A few lines of a segment by which its place in the base is found. */

import type { WorkFile } from './work-file.js';

export interface Sample {
  /** In the segment. */
  offsetBytes: number;
  bytes: Buffer;
}

/** Evenly spread, the last one at the end. */
const PLACES = 9;
const PLACE_BYTES = 8192;
/** At each place, for where the first one was changed. */
const LINES_PER_PLACE = 3;
const MIN_LINE_BYTES = 24;
const MAX_LINE_BYTES = 200;
/** What stands for a line where there are none, such as in binary data. */
const SLICE_BYTES = 64;
const MIN_DISTINCT_BYTES = 8;
const NEW_LINE = 0x0a;

/** The places in their order; at each of them samples that stand for it, possibly none. */
export async function takeSamples(file: WorkFile): Promise<Sample[][]> {
  const last = Math.max(0, file.sizeBytes - PLACE_BYTES);
  const places: Sample[][] = [];
  for (let number = 0; number < PLACES; number += 1) {
    const offset = Math.floor((last * number) / (PLACES - 1));
    const bytes = await file.read(offset, offset + PLACE_BYTES);
    places.push(samplesIn(bytes).map((sample) => ({ ...sample, offsetBytes: offset + sample.offsetBytes })));
  }
  return places;
}

function samplesIn(bytes: Buffer): Sample[] {
  const lines = linesIn(bytes);
  const samples = lines.length > 0 ? lines : [{ offsetBytes: 0, bytes: bytes.subarray(0, SLICE_BYTES) }];
  return samples.filter((sample) => isTelling(sample.bytes));
}

function linesIn(bytes: Buffer): Sample[] {
  const lines: Sample[] = [];
  let start = bytes.indexOf(NEW_LINE) + 1;
  while (start > 0 && lines.length < LINES_PER_PLACE) {
    const end = bytes.indexOf(NEW_LINE, start);
    if (end === -1) break;
    const line = bytes.subarray(start, Math.min(end, start + MAX_LINE_BYTES));
    if (line.length >= MIN_LINE_BYTES) lines.push({ offsetBytes: start, bytes: line });
    start = end + 1;
  }
  return lines;
}

/** Runs of the same byte are found everywhere. */
function isTelling(bytes: Buffer): boolean {
  return bytes.length >= MIN_LINE_BYTES && new Set(bytes).size >= MIN_DISTINCT_BYTES;
}
