/** Compresses a segment against its piece of the base. */

import { runPipeline } from '../../pipeline/run-pipeline.js';
import type { Codec } from '../../ports/codec.js';
import type { ProcessRunner } from '../../ports/process-runner.js';
import type { PlacedSegment } from './aligner.js';
import type { SegmentReference } from './segment-name.js';
import type { WorkFile } from './work-file.js';
import type { Workspace } from './workspace.js';

/** Higher ones hardly make new rows smaller, and take longer. */
const LEVEL_AGAINST_REFERENCE = 1;
const NO_REFERENCE: SegmentReference = { offsetBytes: 0, lengthBytes: 0 };

export interface PackTools {
  runner: ProcessRunner;
  codec: Codec;
  workspace: Workspace;
  level: number;
  signal: AbortSignal;
}

export interface PackedSegment {
  reference: SegmentReference;
  /** Whoever gets it releases it. */
  file: WorkFile;
}

/** Releases the segment's files. */
export async function packSegment(segment: PlacedSegment, tools: PackTools): Promise<PackedSegment> {
  const { file, reference, isFound } = segment;
  try {
    if (reference === null) return await packPlainly(file, tools);
    const packed = { reference: lengthOf(reference), file: await compress(file, reference.file, tools) };
    // Where no line was found in it, the reference may be worth less than a higher level.
    return isFound ? packed : await smaller(packed, await packPlainly(file, tools));
  } finally {
    await reference?.file.release();
    await file.release();
  }
}

async function packPlainly(file: WorkFile, tools: PackTools): Promise<PackedSegment> {
  return { reference: NO_REFERENCE, file: await compress(file, null, tools) };
}

async function smaller(a: PackedSegment, b: PackedSegment): Promise<PackedSegment> {
  const [kept, dropped] = a.file.sizeBytes <= b.file.sizeBytes ? [a, b] : [b, a];
  await dropped.file.release();
  return kept;
}

async function compress(file: WorkFile, reference: WorkFile | null, tools: PackTools): Promise<WorkFile> {
  const { runner, codec, workspace, level, signal } = tools;
  const output = await workspace.createFile();
  const spec =
    reference === null
      ? codec.compressFile(file.path, null, level)
      : codec.compressFile(file.path, reference.path, LEVEL_AGAINST_REFERENCE);
  await runPipeline(runner, {
    stages: [spec],
    sink: async (packed) => {
      for await (const chunk of packed as AsyncIterable<Buffer>) await output.append(chunk);
      await output.flush();
    },
    signal,
  });
  return output;
}

function lengthOf({ offsetBytes, lengthBytes }: SegmentReference): SegmentReference {
  return { offsetBytes, lengthBytes };
}
