/** The new raw stream as a tar of segments that are differences to the base. Constant memory. */

import type { StreamSection } from '../../ports/component-driver.js';
import { tarEnd, tarHeader, tarPadding } from '../tar-header.js';
import { Aligner } from './aligner.js';
import { BaseSections } from './base-sections.js';
import { BaseWindow } from './base-window.js';
import { cutSegments, type CutRequest } from './cut-segments.js';
import { DELTA_SIZES, type DeltaSizes } from './delta-sizes.js';
import { oneAhead } from './one-ahead.js';
import { type PackedSegment, packSegment, type PackTools } from './pack-segment.js';
import { segmentName } from './segment-name.js';

export interface DeltaStreamRequest extends PackTools, Pick<CutRequest, 'raw' | 'sectionsIn'> {
  /** The base's raw stream, from its beginning. It is read to its end, which fails where that is not the true one. */
  base: AsyncIterable<Buffer>;
  baseSizeBytes: number;
  baseSections: readonly StreamSection[];
  sizes?: DeltaSizes;
}

export interface DeltaStream extends AsyncIterable<Buffer> {
  /** So far. */
  segmentCount(): number;
}

export function deltaStream(request: DeltaStreamRequest): DeltaStream {
  let count = 0;
  async function* tar(): AsyncGenerator<Buffer> {
    for await (const { reference, file } of packedSegments(request)) {
      const path = segmentName(count, reference);
      yield tarHeader({ path, sizeBytes: file.sizeBytes, modifiedAt: new Date(0) });
      yield* file.chunks();
      yield tarPadding(file.sizeBytes);
      await file.release();
      count += 1;
    }
    yield tarEnd();
  }
  return { [Symbol.asyncIterator]: tar, segmentCount: () => count };
}

/** While one segment is packed, the next one is looked up in the base, and the one after that is read. */
async function* packedSegments(request: DeltaStreamRequest): AsyncGenerator<PackedSegment> {
  const { base, baseSizeBytes, baseSections, workspace, sizes = DELTA_SIZES } = request;
  const window = new BaseWindow(base, baseSizeBytes, workspace);
  const aligner = new Aligner(window, new BaseSections(baseSections, baseSizeBytes), workspace, sizes);
  let packing: Promise<PackedSegment> | null = null;
  for await (const segment of oneAhead(cutSegments({ ...request, sizes }), workspace)) {
    for await (const placed of aligner.place(segment)) {
      if (packing !== null) yield await packing;
      packing = workspace.inBackground(packSegment(placed, request));
    }
  }
  if (packing !== null) yield await packing;
  await window.drain();
}
