/** Why a pipeline failed: one cause out of everything that went wrong. Pure. */

import type { ProcessOutcome } from '../ports/process-runner.js';

export interface PipelineEnd {
  /** From the producer to the last stage. */
  outcomes: readonly ProcessOutcome[];
  isAborted: boolean;
  /** What the source threw by itself; null where it did not. */
  sourceError: unknown;
  /** Whether the source was read to its end and taken by the first stage. */
  isSourceConsumed: boolean;
  /** What the sink threw; null where it did not. */
  sinkError: unknown;
  /** Whether the sink failed before it was told that a stage had, so that none of them can be the reason. */
  hasSinkFailedFirst: boolean;
}

export type RootCause =
  | { kind: 'aborted' }
  | { kind: 'source'; error: unknown }
  | { kind: 'sink'; error: unknown }
  | { kind: 'stage'; outcome: ProcessOutcome }
  /** All stages were content, but the first one left some of its input unread. */
  | { kind: 'input-left' };

const BROKEN_PIPE = /broken pipe|\bEPIPE\b/i;
/** A writer that was blocked when its reader died gets this instead: Node.js connects programs by sockets. */
const RESET_WHILE_WRITING = /\b(?:writ|output|flush|stdout).*connection reset by peer/i;
const SHELL_SIGPIPE_EXIT_CODE = 141;

/**
 * The most upstream failure that is not a consequence of another one; null where nothing failed.
 * A stage whose reader died is a victim (broken pipe): the culprit is downstream of it.
 * A stage that saw its input end early may fail too: the culprit is upstream of it.
 */
export function findRootCause(end: PipelineEnd): RootCause | null {
  const failed = end.outcomes.filter(hasFailed);
  const hasFailure =
    failed.length > 0 || end.sourceError !== null || end.sinkError !== null || !end.isSourceConsumed;
  if (!hasFailure) return null;
  if (end.isAborted) return { kind: 'aborted' };
  if (end.sourceError !== null) return { kind: 'source', error: end.sourceError };
  return stageNotStarted(failed) ?? sinkThatFailedFirst(end) ?? culprit(failed) ?? whatIsLeft(end, failed);
}

/** A program that was terminated may still end with 0, having written half of its output. */
export function hasFailed(outcome: ProcessOutcome): boolean {
  return outcome.exitCode !== 0 || outcome.wasTerminated === true;
}

/** Whether it ended because nobody read its output any more. */
export function isBrokenPipeVictim(outcome: ProcessOutcome): boolean {
  if (outcome.signal === 'SIGPIPE' || outcome.exitCode === SHELL_SIGPIPE_EXIT_CODE) return true;
  return BROKEN_PIPE.test(outcome.stderr) || RESET_WHILE_WRITING.test(outcome.stderr);
}

function stageNotStarted(failed: readonly ProcessOutcome[]): RootCause | null {
  return asCause(failed.find(({ startError }) => startError !== null));
}

function sinkThatFailedFirst({ hasSinkFailedFirst, sinkError }: PipelineEnd): RootCause | null {
  return hasSinkFailedFirst && sinkError !== null ? { kind: 'sink', error: sinkError } : null;
}

function culprit(failed: readonly ProcessOutcome[]): RootCause | null {
  return asCause(failed.find((outcome) => !outcome.wasTerminated && !isBrokenPipeVictim(outcome)));
}

function whatIsLeft(end: PipelineEnd, failed: readonly ProcessOutcome[]): RootCause {
  if (end.sinkError !== null) return { kind: 'sink', error: end.sinkError };
  const victims = failed.filter(({ wasTerminated }) => !wasTerminated);
  // Only victims: the last one's reader ended early without calling it an error.
  return asCause(victims.at(-1)) ?? asCause(failed.at(-1)) ?? { kind: 'input-left' };
}

function asCause(outcome: ProcessOutcome | undefined): RootCause | null {
  return outcome === undefined ? null : { kind: 'stage', outcome };
}
