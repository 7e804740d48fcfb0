/** Rebuilds a raw stream from a delta's tar and its base's raw stream. Nothing in the tar is trusted. */

import { addAbortSignal, PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { extract, type Header } from 'tar-stream';

import { HoldfastError } from '../../errors/holdfast-error.js';
import { runPipeline } from '../../pipeline/run-pipeline.js';
import type { Codec } from '../../ports/codec.js';
import type { ProcessRunner } from '../../ports/process-runner.js';
import { BaseWindow } from './base-window.js';
import { oneAhead } from './one-ahead.js';
import {
  MAX_REFERENCE_BYTES,
  MAX_SEGMENT_BYTES,
  parseSegmentName,
  type SegmentReference,
} from './segment-name.js';
import type { WorkFile } from './work-file.js';
import type { Workspace } from './workspace.js';

export interface UnpackRequest {
  tar: AsyncIterable<Buffer>;
  base: AsyncIterable<Buffer>;
  baseSizeBytes: number;
  segmentCount: number;
  /** Names the object in errors. */
  objectName: string;
  /** Whether the next segment is unpacked while one is read, which takes more memory. */
  isAhead: boolean;
  runner: ProcessRunner;
  codec: Codec;
  workspace: Workspace;
  signal: AbortSignal;
}

const OUTPUT_BUFFER_BYTES = 64 * 1024;

interface Entry extends AsyncIterable<Buffer> {
  header: Pick<Header, 'name' | 'type'>;
}

/** A segment as it was packed, and its piece of the base; whoever gets it releases both. */
interface PackedPiece {
  packed: WorkFile;
  base: WorkFile | null;
}

/**
 * Reads both to their ends. What a segment needs is fetched while the one before it is unpacked. Throws BACKUP_CORRUPTED where the tar is not what it should be.
 */
export async function* unpackSegments(request: UnpackRequest): AsyncGenerator<Buffer> {
  const { base, baseSizeBytes, workspace } = request;
  const window = new BaseWindow(base, baseSizeBytes, workspace);
  const stop = new AbortController();
  const signal = AbortSignal.any([request.signal, stop.signal]);
  try {
    const segments = unpackedStreams({ ...request, signal }, window);
    for await (const raw of request.isAhead ? oneAhead(segments, workspace) : segments) yield* raw;
    await window.drain();
  } finally {
    // Whoever stopped reading does not want the segment that is being unpacked ahead either.
    stop.abort();
  }
}

async function* unpackedStreams(request: UnpackRequest, window: BaseWindow): AsyncGenerator<Readable> {
  for await (const piece of oneAhead(packedPieces(request, window), request.workspace)) {
    yield unpacked(piece, request);
  }
}

async function* packedPieces(request: UnpackRequest, window: BaseWindow): AsyncGenerator<PackedPiece> {
  const order = new SegmentOrder(request);
  for await (const entry of entriesOf(request)) {
    const reference = order.next(entry.header);
    await window.slideTo(reference.offsetBytes);
    await window.readTo(reference.offsetBytes + reference.lengthBytes);
    const base = reference.lengthBytes === 0 ? null : await window.lend(reference);
    yield { packed: await stored(entry, request), base };
  }
  order.assertComplete();
}

/** Each is read to its end before the next one is asked for. */
async function* entriesOf({ tar, objectName }: UnpackRequest): AsyncGenerator<Entry> {
  const source = Readable.from(tar, { objectMode: false });
  const entries = extract();
  const feeding = pipeline(source, entries).catch(() => undefined);
  try {
    yield* entries as unknown as AsyncIterable<Entry>;
    await feeding;
  } catch (error) {
    if (error instanceof HoldfastError) throw error;
    throw source.errored ?? broken(objectName, `it is no whole tar (${(error as Error).message})`);
  } finally {
    entries.destroy();
    source.destroy();
  }
}

async function stored(entry: Entry, { workspace, objectName }: UnpackRequest): Promise<WorkFile> {
  const file = await workspace.createFile();
  for await (const chunk of limited(entry, () => broken(objectName, 'a segment is larger than it may be')))
    await file.append(chunk);
  await file.flush();
  return file;
}

/** Fails where the segment cannot be unpacked; otherwise it ends when both files have been released. */
function unpacked({ packed, base }: PackedPiece, request: UnpackRequest): Readable {
  const { codec, runner, workspace, objectName, signal } = request;
  // Where nobody reads it any more, nothing else would end what waits for room in it.
  const raw = addAbortSignal(signal, new PassThrough({ highWaterMark: OUTPUT_BUFFER_BYTES }));
  const unpacking = runPipeline(runner, {
    stages: [base === null ? codec.decompress() : codec.decompressAgainst(base.path)],
    source: Readable.from(packed.chunks(), { objectMode: false }),
    sink: async (output) => {
      const segment = limited(output, () => broken(objectName, 'a segment unpacks to more than it may'));
      await pipeline(segment, raw, { end: false });
      await Promise.all([packed.release(), base?.release()]);
      raw.end();
    },
    signal,
  });
  // One that was unpacked ahead may fail without anybody reading it yet, or ever.
  raw.on('error', () => undefined);
  workspace.inBackground(unpacking).catch((error: unknown) => raw.destroy(error as Error));
  return raw;
}

async function* limited(
  source: AsyncIterable<Buffer>,
  tooLarge: () => HoldfastError,
): AsyncGenerator<Buffer> {
  let sizeBytes = 0;
  for await (const chunk of source) {
    sizeBytes += chunk.length;
    if (sizeBytes > MAX_SEGMENT_BYTES) throw tooLarge();
    yield chunk;
  }
}

/** What the names of the segments must be. */
class SegmentOrder {
  readonly #request: UnpackRequest;
  #count = 0;
  #offsetBytes = 0;

  constructor(request: UnpackRequest) {
    this.#request = request;
  }

  next({ name, type }: Entry['header']): SegmentReference {
    const { objectName, segmentCount, baseSizeBytes } = this.#request;
    const segment = type === 'file' ? parseSegmentName(name) : null;
    if (segment === null) throw broken(objectName, 'it holds something that is no segment');
    const { number, reference } = segment;
    if (number !== this.#count || number >= segmentCount) {
      throw broken(objectName, `segment ${number} stands where ${this.#count} of ${segmentCount} should`);
    }
    this.#count += 1;
    if (reference.lengthBytes === 0) return { ...reference, offsetBytes: this.#offsetBytes };
    const end = reference.offsetBytes + reference.lengthBytes;
    const isPossible = reference.offsetBytes >= this.#offsetBytes && end <= baseSizeBytes;
    if (!isPossible || reference.lengthBytes > MAX_REFERENCE_BYTES) {
      throw broken(objectName, `segment ${number} refers to what cannot be there`);
    }
    this.#offsetBytes = reference.offsetBytes;
    return reference;
  }

  assertComplete(): void {
    const { objectName, segmentCount } = this.#request;
    if (this.#count === segmentCount) return;
    throw broken(objectName, `it holds ${this.#count} segments instead of ${segmentCount}`);
  }
}

function broken(objectName: string, how: string): HoldfastError {
  return new HoldfastError('BACKUP_CORRUPTED', `The stored object ${objectName} is damaged: ${how}.`, {
    hint: 'Use another backup, or bring the object back from a copy of the storage. Check the disk.',
  });
}
