/** Rebuilds a raw stream from a delta's tar and its base's raw stream. Nothing in the tar is trusted. */

import { Readable } from 'node:stream';
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
  runner: ProcessRunner;
  codec: Codec;
  workspace: Workspace;
  signal: AbortSignal;
}

interface Entry extends AsyncIterable<Buffer> {
  header: Pick<Header, 'name' | 'type'>;
}

/** Reads both to their ends. Throws BACKUP_CORRUPTED where the tar is not what it should be. */
export async function* unpackSegments(request: UnpackRequest): AsyncGenerator<Buffer> {
  const { base, baseSizeBytes, workspace } = request;
  const window = new BaseWindow(base, baseSizeBytes, workspace);
  for await (const file of oneAhead(unpackedFiles(request, window), workspace)) {
    yield* file.chunks();
    await file.release();
  }
  await window.drain();
}

async function* unpackedFiles(request: UnpackRequest, window: BaseWindow): AsyncGenerator<WorkFile> {
  const order = new SegmentOrder(request);
  for await (const entry of entriesOf(request)) {
    const reference = order.next(entry.header);
    await window.slideTo(reference.offsetBytes);
    await window.readTo(reference.offsetBytes + reference.lengthBytes);
    yield await unpack(entry, reference, window, request);
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

async function unpack(
  entry: Entry,
  reference: SegmentReference,
  window: BaseWindow,
  { codec, runner, workspace, objectName, signal }: UnpackRequest,
): Promise<WorkFile> {
  const base = reference.lengthBytes === 0 ? null : await window.lend(reference);
  const file = await workspace.createFile();
  try {
    await runPipeline(runner, {
      stages: [base === null ? codec.decompress() : codec.decompressAgainst(base.path)],
      source: Readable.from(entry, { objectMode: false }),
      sink: async (raw) => {
        for await (const chunk of raw as AsyncIterable<Buffer>) {
          await file.append(chunk);
          if (file.sizeBytes > MAX_SEGMENT_BYTES)
            throw broken(objectName, 'a segment unpacks to more than it may');
        }
        await file.flush();
      },
      signal,
    });
    return file;
  } finally {
    await base?.release();
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
