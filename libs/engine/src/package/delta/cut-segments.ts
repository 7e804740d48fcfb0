/** Cuts a raw stream into segments, each in a file of its own. */

import type { StreamSection } from '../../ports/component-driver.js';
import type { DeltaSizes } from './delta-sizes.js';
import type { WorkFile } from './work-file.js';
import type { Workspace } from './workspace.js';

export interface RawSegment {
  file: WorkFile;
  /** Sections that begin in it; their offsets count from its own first byte. */
  sections: StreamSection[];
}

export interface CutRequest {
  raw: AsyncIterable<Buffer>;
  /** Gets every chunk, and returns the sections that begin in it, by their offsets in the stream. */
  sectionsIn: (chunk: Buffer) => readonly StreamSection[];
  workspace: Workspace;
  sizes: Pick<DeltaSizes, 'segmentBytes' | 'worthCuttingBytes'>;
}

/** Of an empty stream there are none. */
export async function* cutSegments(request: CutRequest): AsyncGenerator<RawSegment> {
  const { raw, sectionsIn, workspace, sizes } = request;
  const { segmentBytes, worthCuttingBytes } = sizes;
  let position = 0;
  let segment: RawSegment | null = null;
  for await (const chunk of raw) {
    for (const { bytes, section } of piecesOf(chunk, position, sectionsIn(chunk))) {
      let rest = bytes;
      if (section !== null && segment !== null && segment.file.sizeBytes >= worthCuttingBytes) {
        yield await finished(segment);
        segment = null;
      }
      while (rest.length > 0) {
        segment ??= { file: await workspace.createFile(), sections: [] };
        const { file, sections }: RawSegment = segment;
        if (section !== null && rest === bytes)
          sections.push({ name: section.name, offsetBytes: file.sizeBytes });
        const taken = rest.subarray(0, segmentBytes - file.sizeBytes);
        await file.append(taken);
        rest = rest.subarray(taken.length);
        if (file.sizeBytes < segmentBytes) continue;
        yield await finished(segment);
        segment = null;
      }
    }
    position += chunk.length;
  }
  if (segment !== null) yield await finished(segment);
}

async function finished(segment: RawSegment): Promise<RawSegment> {
  await segment.file.flush();
  return segment;
}

interface Piece {
  bytes: Buffer;
  /** The one that begins with its first byte. */
  section: StreamSection | null;
}

/** A section may have begun in an earlier chunk, where its mark was not yet complete: it counts from here then. */
function piecesOf(chunk: Buffer, position: number, sections: readonly StreamSection[]): Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  let section: StreamSection | null = null;
  for (const next of sections) {
    const end = Math.max(start, next.offsetBytes - position);
    if (end > start || section !== null) pieces.push({ bytes: chunk.subarray(start, end), section });
    start = end;
    section = next;
  }
  pieces.push({ bytes: chunk.subarray(start), section });
  return pieces.filter(({ bytes }) => bytes.length > 0);
}
