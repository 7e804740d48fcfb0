/** A component's raw stream, whatever it is rebuilt from. */

import { Readable } from 'node:stream';

import { throwIfCanceled } from '../../errors/canceled.js';
import { type Digest, digesting } from '../../pipeline/digest.js';
import { PipelineError } from '../../pipeline/pipeline-error.js';
import { runPipeline } from '../../pipeline/run-pipeline.js';
import type { Codec } from '../../ports/codec.js';
import type { Destination } from '../../ports/destination.js';
import type { ProcessRunner, ProcessSpec } from '../../ports/process-runner.js';
import { objectKey } from '../package-layout.js';
import { assertStored } from '../stored-object.js';
import type { ChainLink } from './component-chain.js';
import { unpackSegments } from './unpack-segments.js';
import { Workspace } from './workspace.js';

export interface ReadRawRequest {
  destination: Destination;
  runner: ProcessRunner;
  codec: Codec;
  /** For pieces of the raw streams, where there are deltas. */
  workPath: string;
  /** Gets the number of stored bytes of the first link so far. */
  onBytes?: (bytesSoFar: number) => void;
  signal: AbortSignal;
}

export interface ReadRawResult<T> {
  stored: Digest;
  value: T;
}

/** A program that opens this link failed, and that is why the whole failed. */
export class LinkFailure extends Error {
  readonly link: ChainLink;
  override readonly cause: PipelineError;

  constructor(link: ChainLink, cause: PipelineError) {
    super(cause.message, { cause });
    this.link = link;
    this.cause = cause;
  }
}

/**
 * Every object of the chain is read to its end, and its stored size and SHA-256 are those of its manifest;
 * otherwise BACKUP_CORRUPTED naming it. What `consume` gets ends cleanly only where all programs succeeded.
 */
export async function readRaw<T>(
  chain: readonly [ChainLink, ...ChainLink[]],
  request: ReadRawRequest,
  consume: (raw: AsyncIterable<Buffer>) => Promise<T>,
): Promise<ReadRawResult<T>> {
  return readLink(chain, request, consume, true);
}

/** @param isFirst the others wait for it anyway, and each that works ahead takes memory for one more segment. */
async function readLink<T>(
  chain: readonly [ChainLink, ...ChainLink[]],
  request: ReadRawRequest,
  consume: (raw: AsyncIterable<Buffer>) => Promise<T>,
  isFirst: boolean,
): Promise<ReadRawResult<T>> {
  const [link, base, ...others] = chain;
  const { codec, runner, signal } = request;
  const { delta } = link.component;
  if (delta === null || base === undefined) {
    return readStored(link, [...decryption(link, codec), codec.decompress()], request, consume);
  }
  return Workspace.with(request.workPath, async (workspace) => {
    const { destination, workPath } = request;
    const ofBase = { destination, workPath, runner, codec, signal };
    const rebuild = (baseRaw: AsyncIterable<Buffer>): Promise<ReadRawResult<T>> =>
      readStored(link, decryption(link, codec), request, (tar) => {
        const baseSizeBytes = delta.baseRaw.sizeBytes;
        const what = {
          tar,
          base: baseRaw,
          baseSizeBytes,
          segmentCount: delta.segmentCount,
          isAhead: isFirst,
        };
        return consume(unpackSegments({ ...what, objectName: link.label, codec, runner, workspace, signal }));
      });
    return (await readLink([base, ...others], ofBase, rebuild, false)).value;
  });
}

function decryption({ component }: ChainLink, codec: Codec): ProcessSpec[] {
  return component.encryption === null ? [] : [codec.decrypt()];
}

async function readStored<T>(
  link: ChainLink,
  stages: readonly ProcessSpec[],
  request: ReadRawRequest,
  consume: (output: AsyncIterable<Buffer>) => Promise<T>,
): Promise<ReadRawResult<T>> {
  const { destination, onBytes, signal } = request;
  const { object } = link.component;
  const stored = await destination.read(objectKey(link.ref, object.name));
  const stream = digesting(stored as AsyncIterable<Buffer>, (bytes) => {
    throwIfCanceled(signal);
    onBytes?.(bytes);
  });
  try {
    const value =
      stages.length === 0
        ? await consume(stream)
        : await throughPrograms(stream, stages, request, consume).catch(blaming(link));
    assertStored({ ...object, label: link.label }, stream.result());
    return { stored: stream.result(), value };
  } finally {
    // A stream that nobody began to read is not closed by what wraps it.
    stored.destroy();
  }
}

async function throughPrograms<T>(
  stored: AsyncIterable<Buffer>,
  stages: readonly ProcessSpec[],
  { runner, signal }: ReadRawRequest,
  sink: (output: AsyncIterable<Buffer>) => Promise<T>,
): Promise<T> {
  const source = Readable.from(stored, { objectMode: false });
  return (await runPipeline(runner, { stages, source, sink, signal })).value;
}

/** Streams are read inside of each other: what comes from further in is not this link's fault. */
function blaming(link: ChainLink): (error: unknown) => never {
  return (error) => {
    if (error instanceof PipelineError && error.root !== null) throw new LinkFailure(link, error);
    throw innermost(error);
  };
}

/** What really failed, where a pipeline only says that its input or its output did. */
export function innermost(error: unknown): unknown {
  let inner = error;
  while (inner instanceof PipelineError && inner.root === null && inner.cause !== undefined)
    inner = inner.cause;
  return inner;
}
