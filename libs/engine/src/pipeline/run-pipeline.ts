/** Runs native programs as one pipeline whose last output is taken by a sink. */

import { Transform, pipeline, type Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';

import { canceled } from '../errors/canceled.js';
import { HoldfastError } from '../errors/holdfast-error.js';
import type { ProcessChain, ProcessOutcome, ProcessRunner, ProcessSpec } from '../ports/process-runner.js';
import { feed } from './feed.js';
import { PipelineError } from './pipeline-error.js';
import { findRootCause, type PipelineEnd } from './root-cause.js';

const OUTPUT_BUFFER_BYTES = 1024 * 1024;
/** How long the programs may take to notice by themselves that nobody reads their output. */
const BROKEN_PIPE_GRACE_MS = 2000;

export interface PipelineRequest<T> {
  /** From the producer to the last one. */
  stages: readonly ProcessSpec[];
  /** What the first stage reads; left out, it reads end of file at once. */
  source?: Readable;
  /**
   * Takes the last stage's output. It reads a clean end of file only after every stage succeeded;
   * otherwise its input fails, so that it cannot take half a stream for a whole one.
   */
  sink: (output: Readable) => Promise<T>;
  signal: AbortSignal;
  onStderrLine?: (label: string, line: string) => void;
}

export interface PipelineResult<T> {
  value: T;
  outcomes: ProcessOutcome[];
}

/** How the stages and the source ended, before the sink is asked. */
type StagesEnd = Omit<PipelineEnd, 'sinkError' | 'hasSinkFailedFirst'> & { outcomes: ProcessOutcome[] };

type Settled<T> = { isOk: true; value: T } | { isOk: false; error: unknown };

/**
 * Promises:
 * 1. It resolves only if every stage ended with exit code 0, all input was consumed and the sink resolved.
 * 2. When it returns or throws, no child lives: own process group, TERM, 5 s, KILL.
 * 3. It throws one root cause (PipelineError; or the HoldfastError of the source or the sink where that is
 *    the cause), the other failures attached. Aborted: CANCELED.
 * 4. Standard error is bounded, redacted and kept in the outcomes.
 * 5. The children's environment is an allow-list; arguments are arrays, never a shell.
 * 6. Commit is separate: what the sink wrote becomes visible only after a clean end of file.
 */
export async function runPipeline<T>(
  runner: ProcessRunner,
  request: PipelineRequest<T>,
): Promise<PipelineResult<T>> {
  const { stages, source, signal, onStderrLine } = request;
  if (signal.aborted) {
    source?.destroy();
    throw canceled();
  }
  const chain = runner.start(stages, {
    stdin: source ? 'pipe' : 'empty',
    ...(onStderrLine && { onStderrLine }),
  });
  let isAborted = false;
  const onAbort = () => {
    isAborted = true;
    void chain.terminate();
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await conduct(chain, request, () => isAborted);
  } finally {
    signal.removeEventListener('abort', onAbort);
    await chain.terminate();
  }
}

async function conduct<T>(
  chain: ProcessChain,
  { source, sink }: PipelineRequest<T>,
  isAborted: () => boolean,
): Promise<PipelineResult<T>> {
  const stagesEnd = endOfStages(chain, source, isAborted);
  let wasSinkTold = false;
  const output = gated(chain.stdout, stagesEnd, () => (wasSinkTold = true));
  const sunk = await settle(sink, output);
  output.destroy();
  await endSoon(chain, stagesEnd);

  const end = await stagesEnd;
  // Not asked of the clock: a sink that stopped reading may tidy up for longer than its victims live.
  const hasSinkFailedFirst = !sunk.isOk && !wasSinkTold;
  const failure = failureOf(end, { sinkError: hasSinkFailedFirst ? sunk.error : null, hasSinkFailedFirst });
  if (failure !== null) throw failure;
  if (!sunk.isOk) throw sunk.error;
  return { value: sunk.value, outcomes: end.outcomes };
}

async function endOfStages(
  chain: ProcessChain,
  source: Readable | undefined,
  isAborted: () => boolean,
): Promise<StagesEnd> {
  const nothingToFeed = { sourceError: null, isSourceConsumed: true };
  const [outcomes, fed] = await Promise.all([
    chain.finished,
    source && chain.stdin ? feed(source, chain.stdin) : nothingToFeed,
  ]);
  return { outcomes, ...fed, isAborted: isAborted() };
}

/** Passes everything on, but holds back the end of file until it is known to be the true end. */
function gated(stdout: Readable, stagesEnd: Promise<StagesEnd>, onTellFailure: () => void): Readable {
  const tell = (end: StagesEnd): Error | null => {
    const failure = failureOf(end);
    // A gate that the sink has closed tells nobody.
    if (failure !== null && !gate.destroyed) onTellFailure();
    return failure;
  };
  const gate = new Transform({
    highWaterMark: OUTPUT_BUFFER_BYTES,
    transform: (chunk, _encoding, done) => done(null, chunk),
    flush: (done) => void stagesEnd.then(tell).then(done),
  });
  // A sink that has stopped listening must not turn the error into an uncaught one.
  gate.on('error', () => undefined);
  pipeline(stdout, gate, () => undefined);
  return gate;
}

async function settle<T>(sink: (output: Readable) => Promise<T>, output: Readable): Promise<Settled<T>> {
  try {
    return { isOk: true, value: await sink(output) };
  } catch (error) {
    return { isOk: false, error };
  }
}

/** Nobody reads any more: programs that write notice it, the others are ended. */
async function endSoon(chain: ProcessChain, stagesEnd: Promise<StagesEnd>): Promise<void> {
  const stop = new AbortController();
  const grace = delay(BROKEN_PIPE_GRACE_MS, undefined, { signal: stop.signal }).catch(() => undefined);
  await Promise.race([stagesEnd, grace]);
  stop.abort();
  await chain.terminate();
}

function failureOf(
  end: StagesEnd,
  sink: Pick<PipelineEnd, 'sinkError' | 'hasSinkFailedFirst'> = {
    sinkError: null,
    hasSinkFailedFirst: false,
  },
): Error | null {
  const whole: PipelineEnd = { ...end, ...sink };
  const cause = findRootCause(whole);
  if (cause === null) return null;
  if (cause.kind === 'aborted') return canceled();
  if ('error' in cause && cause.error instanceof HoldfastError) return cause.error;
  return new PipelineError(cause, whole);
}
