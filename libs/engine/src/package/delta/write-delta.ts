/** Dumps a source and stores what differs from an earlier dump of it. */

import type { Readable } from 'node:stream';

import type { ManifestComponent } from '../../domain/manifest.js';
import { canceled } from '../../errors/canceled.js';
import { HoldfastError } from '../../errors/holdfast-error.js';
import { type Digest, digesting } from '../../pipeline/digest.js';
import { pulled } from '../../pipeline/pulled.js';
import { runPipeline } from '../../pipeline/run-pipeline.js';
import type { StreamSection } from '../../ports/component-driver.js';
import type { Destination } from '../../ports/destination.js';
import type { ProcessSpec } from '../../ports/process-runner.js';
import type { WrittenObject } from '../package-writer.js';
import { explainChainFailure } from '../read-failure.js';
import { Blame } from './blame.js';
import type { ChainLink } from './component-chain.js';
import { DeltaFailure } from './delta-failure.js';
import { deltaStream } from './delta-stream.js';
import type { PackTools } from './pack-segment.js';
import { readRaw } from './read-raw.js';
import { Workspace } from './workspace.js';

/** A component to build on, and what it is rebuilt from. */
export interface DeltaBase {
  backupId: string;
  component: Pick<ManifestComponent, 'raw' | 'sections'>;
  chain: readonly [ChainLink, ...ChainLink[]];
}

export interface WriteDeltaRequest extends Omit<PackTools, 'workspace'> {
  base: DeltaBase;
  /** Where the base lies. */
  destination: Destination;
  producer: ProcessSpec;
  sectionsIn: (chunk: Buffer) => readonly StreamSection[];
  /** Stores the tar. */
  store: (tar: Readable) => Promise<WrittenObject>;
  /** The producer's output was read to its end. */
  onDumped: () => void;
  workPath: string;
}

export interface WrittenDelta {
  object: WrittenObject;
  raw: Digest;
  segmentCount: number;
}

/**
 * Throws what the producer or the storage of the new object fail with, CANCELED,
 * or a DeltaFailure for everything else.
 */
export async function writeDelta(request: WriteDeltaRequest): Promise<WrittenDelta> {
  const blame = new Blame();
  try {
    return await Workspace.with(request.workPath, (workspace) => write(request, workspace, blame));
  } catch (error) {
    throw await explain(blame.first ?? { culprit: 'base', error }, request);
  }
}

async function write(request: WriteDeltaRequest, workspace: Workspace, blame: Blame): Promise<WrittenDelta> {
  const { base, producer, runner, signal, store } = request;
  const readDumpAgainst = async (baseRaw: AsyncIterable<Buffer>): Promise<WrittenDelta> => {
    const sink = async (output: Readable): Promise<WrittenDelta> => {
      const raw = digesting(blame.watch('source', dumped(output, request)));
      const tar = deltaStream({
        ...request,
        workspace,
        raw,
        base: blame.watch('base', baseRaw),
        baseSizeBytes: base.component.raw.sizeBytes,
        baseSections: base.component.sections,
      });
      const stop = (): void => {
        blame.stop();
        output.destroy();
      };
      const object = await store(pulled(blame.watch('delta', tar), stop)).catch((error: unknown) => {
        blame.note('storage', error);
        throw error;
      });
      return { object, raw: raw.result(), segmentCount: tar.segmentCount() };
    };
    return (await runPipeline(runner, { stages: [producer], sink, signal })).value;
  };
  return (await readRaw(base.chain, request, readDumpAgainst)).value;
}

async function* dumped(output: Readable, { onDumped }: WriteDeltaRequest): AsyncGenerator<Buffer> {
  yield* output as AsyncIterable<Buffer>;
  onDumped();
}

async function explain(
  { culprit, error }: NonNullable<Blame['first']>,
  { base, destination, signal }: WriteDeltaRequest,
): Promise<unknown> {
  if (signal.aborted) return canceled();
  if (culprit === 'source' || culprit === 'storage') return error;
  const chain = base.chain;
  const why = await explainChainFailure(error, { destination, chain, signal });
  return isStorageAway(why) || isCanceled(why) ? why : new DeltaFailure(messageOf(why), why);
}

/** Then a full backup would fail as well, and what is tried again is better a small one. */
function isStorageAway(error: unknown): boolean {
  const isUnavailable = error instanceof HoldfastError && error.code === 'STORAGE_UNAVAILABLE';
  return isUnavailable && error.details['workPath'] === undefined;
}

function isCanceled(error: unknown): boolean {
  return error instanceof HoldfastError && error.code === 'CANCELED';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
