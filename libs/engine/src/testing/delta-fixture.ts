/** Deltas of streams that tests make up, packed and unpacked by the real programs. */

import type { StreamSection } from '../ports/component-driver.js';
import { type DeltaSizes } from '../package/delta/delta-sizes.js';
import { deltaStream } from '../package/delta/delta-stream.js';
import { unpackSegments } from '../package/delta/unpack-segments.js';
import { Workspace } from '../package/delta/workspace.js';
import { NativeCodec } from '../tools/native-codec.js';
import { fixtureRunner } from './package-fixture.js';

/** A sixty-fourth of what is used. */
export const SMALL_SIZES: DeltaSizes = {
  segmentBytes: 512 * 1024,
  worthCuttingBytes: 128 * 1024,
  slackBytes: 128 * 1024,
  maxReferenceBytes: 1536 * 1024,
  lookaheadBytes: 4096 * 1024,
  minSplitBytes: 64 * 1024,
};

const codec = new NativeCodec({
  zstdProgram: '/usr/bin/zstd',
  ageProgram: '/usr/bin/age',
  keyringPath: '/nonexistent',
  threads: 1,
});

export interface DeltaCase {
  base: Buffer;
  next: Buffer;
  baseSections?: readonly StreamSection[];
  nextSections?: readonly StreamSection[];
  sizes?: DeltaSizes;
  workPath: string;
}

export interface PackedDelta {
  tar: Buffer;
  segmentCount: number;
}

export async function packDelta(given: DeltaCase): Promise<PackedDelta> {
  const { base, next, baseSections = [], nextSections = [], sizes = SMALL_SIZES, workPath } = given;
  let position = 0;
  const sectionsIn = (chunk: Buffer): StreamSection[] => {
    const end = position + chunk.length;
    const found = nextSections.filter(({ offsetBytes: at }) => at >= position && at < end);
    position = end;
    return found;
  };
  return Workspace.with(workPath, async (workspace) => {
    const stream = deltaStream({
      ...{ codec, workspace, sectionsIn, baseSections, sizes, level: 3 },
      runner: fixtureRunner,
      signal: new AbortController().signal,
      raw: chunksOf(next),
      base: chunksOf(base),
      baseSizeBytes: base.length,
    });
    const tar = await collect(stream);
    return { tar, segmentCount: stream.segmentCount() };
  });
}

export async function unpackDelta(packed: PackedDelta, base: Buffer, workPath: string): Promise<Buffer> {
  return readDelta(packed, base, workPath, collect);
}

/** @param read gets what is unpacked, and need not read it to its end. */
export async function readDelta<T>(
  { tar, segmentCount }: PackedDelta,
  base: Buffer,
  workPath: string,
  read: (raw: AsyncIterable<Buffer>) => Promise<T>,
  signal = new AbortController().signal,
): Promise<T> {
  return Workspace.with(workPath, (workspace) =>
    read(
      unpackSegments({
        ...{ codec, workspace, segmentCount, objectName: 'db.dump.delta.tar', isAhead: true },
        runner: fixtureRunner,
        signal,
        tar: chunksOf(tar),
        base: chunksOf(base),
        baseSizeBytes: base.length,
      }),
    ),
  );
}

export async function* chunksOf(bytes: Buffer, chunkBytes = 60_000): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += chunkBytes)
    yield await Promise.resolve(bytes.subarray(at, at + chunkBytes));
}

async function collect(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
