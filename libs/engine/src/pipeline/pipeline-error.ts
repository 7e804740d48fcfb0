/** A pipeline that failed: the root cause, and everything else that went wrong. */

import type { ProcessOutcome } from '../ports/process-runner.js';
import { hasFailed, type PipelineEnd, type RootCause } from './root-cause.js';

/** age ends every error with this line, which says nothing about it. */
const AGE_ADDRESS_OF_REPORTS = /^age: report unexpected or unhelpful errors/;

export class PipelineError extends Error {
  /** The stage to blame; null where the source or the sink is. */
  readonly root: ProcessOutcome | null;
  /** The other stages that failed, upstream first. */
  readonly others: readonly ProcessOutcome[];
  /** Null where it did not fail. */
  readonly sourceError: unknown;
  /** Null where it did not fail by itself. */
  readonly sinkError: unknown;

  constructor(cause: RootCause, end: PipelineEnd) {
    super(describe(cause), 'error' in cause ? { cause: cause.error } : undefined);
    this.name = 'PipelineError';
    const root = cause.kind === 'stage' ? cause.outcome : null;
    this.root = root;
    this.others = end.outcomes.filter((outcome) => hasFailed(outcome) && outcome !== root);
    this.sourceError = end.sourceError;
    this.sinkError = end.sinkError;
  }
}

function describe(cause: RootCause): string {
  switch (cause.kind) {
    case 'aborted':
      return 'Canceled.';
    case 'source':
      return `The input could not be read: ${messageOf(cause.error)}`;
    case 'sink':
      return `The output could not be taken: ${messageOf(cause.error)}`;
    case 'input-left':
      return 'The first program ended before it had read all of its input.';
    case 'stage':
      return describeOutcome(cause.outcome);
  }
}

/** In one sentence how a program ended, with the last line it wrote to standard error. */
export function describeOutcome(outcome: ProcessOutcome): string {
  const { label, exitCode, signal, startError } = outcome;
  if (startError !== null) return `${label} could not be started: ${startError.message}`;
  const how = signal === null ? `ended with exit code ${exitCode}` : `was ended by signal ${signal}`;
  const said = lastWords(outcome.stderr);
  return said ? `${label} ${how}: ${said}` : `${label} ${how}`;
}

function lastWords(stderr: string): string | undefined {
  const lines = stderr.split('\n').map((line) => line.trim());
  return lines.findLast((line) => line !== '' && !AGE_ADDRESS_OF_REPORTS.test(line));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
