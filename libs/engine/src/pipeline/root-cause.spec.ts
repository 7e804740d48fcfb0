import type { ProcessOutcome } from '../ports/process-runner.js';
import { findRootCause, type PipelineEnd } from './root-cause.js';

function stage(label: string, how: Partial<ProcessOutcome> = {}): ProcessOutcome {
  return { label, owner: 'driver', exitCode: 0, signal: null, startError: null, stderr: '', ...how };
}

const ok = {};
const failed = { exitCode: 1, stderr: 'permission denied' };
const killed = { exitCode: null, signal: 'SIGKILL' } as const;
const sigpipe = { exitCode: null, signal: 'SIGPIPE' } as const;
const brokenPipe = { exitCode: 1, stderr: 'zstd: error 70 : Write error : Broken pipe' };
const resetPipe = { exitCode: 1, stderr: 'age: error: write |1: connection reset by peer' };
const shellSigpipe = { exitCode: 141 };
const earlyEnd = { exitCode: 1, stderr: 'unexpected end of file' };
const notStarted = { exitCode: null, startError: new Error('ENOENT') };
const terminated = { exitCode: null, signal: 'SIGTERM', wasTerminated: true } as const;
const terminatedPolitely = { exitCode: 0, wasTerminated: true };
const serverReset = { exitCode: 1, stderr: 'could not receive data from server: Connection reset by peer' };
const diskFull = new Error('disk full');

type Stages = [Partial<ProcessOutcome>, Partial<ProcessOutcome>, Partial<ProcessOutcome>];

function causeOf(stages: Stages, rest: Partial<PipelineEnd> = {}): unknown {
  const cause = findRootCause({
    outcomes: stages.map((how, index) => stage(String(index), how)),
    isAborted: false,
    sourceError: null,
    isSourceConsumed: true,
    sinkError: null,
    hasSinkFailedFirst: false,
    ...rest,
  });
  return cause?.kind === 'stage' ? Number(cause.outcome.label) : (cause?.kind ?? null);
}

describe('findRootCause', () => {
  it.each<[string, Stages, unknown]>([
    ['nothing where all succeeded', [ok, ok, ok], null],
    ['the only stage that failed', [ok, failed, ok], 1],
    ['a producer that was killed, though the others succeeded', [killed, ok, ok], 0],
    ['the culprit downstream of a SIGPIPE victim', [sigpipe, failed, ok], 1],
    ['the culprit downstream of two victims', [sigpipe, brokenPipe, failed], 2],
    ['the culprit downstream of a victim that was blocked while writing', [resetPipe, sigpipe, killed], 2],
    ['the culprit downstream of a shell whose child got SIGPIPE', [shellSigpipe, ok, failed], 2],
    ['the culprit upstream of a stage that saw an early end', [killed, earlyEnd, earlyEnd], 0],
    ['the culprit between a victim and a stage that saw an early end', [sigpipe, killed, earlyEnd], 1],
    ['a program that could not be started', [sigpipe, notStarted, earlyEnd], 1],
    ['a program that could not be started before one that failed upstream', [failed, notStarted, ok], 1],
    ['the most upstream of two that failed by themselves', [failed, ok, failed], 0],
    ['the culprit, not the neighbour that had to be terminated', [terminated, failed, ok], 1],
    ['the last victim where its reader was content', [sigpipe, sigpipe, ok], 1],
    ['a stage that lost its server, not its reader', [serverReset, ok, ok], 0],
    ['a stage that was terminated but ended with 0', [terminatedPolitely, ok, ok], 0],
  ])('names %s', (_case, stages, expected) => {
    expect(causeOf(stages)).toBe(expected);
  });

  it.each<[string, Stages, Partial<PipelineEnd>, unknown]>([
    [
      'the sink where the stages are its victims',
      [sigpipe, brokenPipe, sigpipe],
      { sinkError: diskFull },
      'sink',
    ],
    ['the sink where no stage failed', [ok, ok, ok], { sinkError: diskFull }, 'sink'],
    [
      'the sink that failed first, whatever the stages say',
      [failed, failed, sigpipe],
      { sinkError: diskFull, hasSinkFailedFirst: true },
      'sink',
    ],
    [
      'the sink where the stages had to be terminated',
      [terminated, terminated, terminated],
      { sinkError: diskFull, hasSinkFailedFirst: true },
      'sink',
    ],
    ['the stage that failed before the sink did', [ok, failed, ok], { sinkError: diskFull }, 1],
    [
      'a program that could not be started before the sink',
      [ok, notStarted, ok],
      { sinkError: diskFull, hasSinkFailedFirst: true },
      1,
    ],
    [
      'the source before the stages that saw its early end',
      [earlyEnd, earlyEnd, ok],
      { sourceError: diskFull, isSourceConsumed: false },
      'source',
    ],
    ['input that was left unread', [ok, ok, ok], { isSourceConsumed: false }, 'input-left'],
    ['the stage that failed rather than the input it left', [failed, ok, ok], { isSourceConsumed: false }, 0],
    [
      'the abort before all else',
      [failed, notStarted, ok],
      { isAborted: true, sinkError: diskFull },
      'aborted',
    ],
    [
      'the abort where a terminated stage ended with 0',
      [terminatedPolitely, ok, ok],
      { isAborted: true },
      'aborted',
    ],
    ['nothing where the abort came too late', [ok, ok, ok], { isAborted: true }, null],
  ])('names %s', (_case, stages, rest, expected) => {
    expect(causeOf(stages, rest)).toBe(expected);
  });
});
