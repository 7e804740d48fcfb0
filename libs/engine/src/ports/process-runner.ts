/** Native programs, connected by OS pipes. */

import type { Readable, Writable } from 'node:stream';

export interface ProcessSpec {
  /** Short name for errors and logs, e.g. `pg_dump`. */
  label: string;
  /** Who explains its failure: the driver that asked for it, or the codec (zstd, age). */
  owner: 'driver' | 'codec';
  /** Absolute path of the executable. */
  program: string;
  /** Arguments; never a secret, they are visible to every user of the machine. */
  args: readonly string[];
  /** Exactly what the child sees beside the runner's allow-list (PATH, LC_ALL=C, TZ=UTC, HOME …); nothing is inherited. */
  env: Readonly<Record<string, string>>;
  /** Another user to run it as, in the directory `/`; only root can. Left out: the one who runs us. */
  runAs?: { uid: number; gid: number };
  /** What asks it to end; left out: SIGTERM. */
  stopSignal?: NodeJS.Signals;
  /**
   * For programs that serve until they are told to end: they also end when this process is killed, where the
   * system can do that (Linux), and can never gain rights.
   */
  isServing?: boolean;
}

export interface ProcessOutcome {
  label: string;
  owner: 'driver' | 'codec';
  /** Null where it was killed by a signal or could not be started. */
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  /** Set where the program could not be started at all. */
  startError: Error | null;
  /** The last 64 KiB of its standard error. */
  stderr: string;
  /** True where it was still running when the chain was terminated: how it ended then says nothing. */
  wasTerminated?: boolean;
}

export interface ChainOptions {
  /** `pipe`: the first program's standard input is `stdin`; `empty`: it reads end of file at once. */
  stdin: 'pipe' | 'empty';
  /** Called for each whole line that any of the programs writes to standard error. */
  onStderrLine?: (label: string, line: string) => void;
}

/**
 * Programs that run, each one's standard output tied to the next one's standard input.
 * Promises: only the last one's output passes through this process; each child has its own
 * process group; `finished` never rejects and settles once all of them ended.
 */
export interface ProcessChain {
  /** Present where `stdin: 'pipe'` was asked for. */
  stdin: Writable | null;
  /** The last program's standard output. */
  stdout: Readable;
  finished: Promise<ProcessOutcome[]>;
  /** TERM (or its `stopSignal`) to every group, KILL after five seconds; resolves when no child lives. Can be called more than once. */
  terminate(): Promise<void>;
}

export interface ProcessRunner {
  /** Starts all of them. A program that cannot be started shows in `finished`; this never throws for it. */
  start(specs: readonly ProcessSpec[], options: ChainOptions): ProcessChain;
}
