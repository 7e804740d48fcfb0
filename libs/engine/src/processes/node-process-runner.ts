/** Starts native programs with Node.js; the only file that does. */

import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { PassThrough, Readable, Writable, pipeline } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';

import type {
  ChainOptions,
  ProcessChain,
  ProcessOutcome,
  ProcessRunner,
  ProcessSpec,
} from '../ports/process-runner.js';
import { ProcessGroup } from './process-group.js';
import { StderrTail } from './stderr-tail.js';
import { tied } from './tied-program.js';

const KILL_AFTER_MS = 5000;
/** How long the neighbours of a failed program may take to notice it by themselves. */
const NEIGHBOUR_GRACE_MS = 2000;
/** A grandchild may hold standard error open after its parent ended. */
const STDERR_GRACE_MS = 500;
const STDOUT_BUFFER_BYTES = 1024 * 1024;

export interface NodeProcessRunnerOptions {
  /** `:`-separated directories, for programs that start other programs. */
  path: string;
  /** Private directory, so that no program reads the configuration of whoever runs the server. */
  homePath: string;
  /** Directory for temporary files; left out, the programs take /tmp. */
  tmpPath?: string;
  killAfterMs?: number;
  neighbourGraceMs?: number;
}

type Input = Readable | 'pipe' | 'ignore';

interface Running {
  spec: ProcessSpec;
  child: ChildProcess | null;
  group: ProcessGroup | null;
  ended: Promise<ProcessOutcome>;
}

export class NodeProcessRunner implements ProcessRunner {
  readonly #path: string;
  readonly #baseEnv: Readonly<Record<string, string>>;
  readonly #killAfterMs: number;
  readonly #neighbourGraceMs: number;

  constructor(options: NodeProcessRunnerOptions) {
    const { path, homePath, tmpPath, killAfterMs, neighbourGraceMs } = options;
    this.#path = path;
    this.#baseEnv = {
      PATH: path,
      HOME: homePath,
      LC_ALL: 'C',
      TZ: 'UTC',
      ...(tmpPath && { TMPDIR: tmpPath }),
    };
    this.#killAfterMs = killAfterMs ?? KILL_AFTER_MS;
    this.#neighbourGraceMs = neighbourGraceMs ?? NEIGHBOUR_GRACE_MS;
  }

  start(specs: readonly ProcessSpec[], options: ChainOptions): ProcessChain {
    if (specs.length === 0) throw new Error('A chain needs at least one program.');
    const chain = new NodeProcessChain(this.#killAfterMs);
    let input: Input = options.stdin === 'pipe' ? 'pipe' : 'ignore';
    for (const spec of specs) {
      const running = this.#launch(spec, input, options, chain);
      // Our copy must go: while it is open, the program before never sees that its reader died.
      if (input instanceof Readable) input.destroy();
      input = outputOf(running);
      chain.add(running);
    }
    chain.connect(options.stdin === 'pipe', this.#neighbourGraceMs);
    return chain;
  }

  #launch(spec: ProcessSpec, input: Input, options: ChainOptions, chain: NodeProcessChain): Running {
    const tail = new StderrTail(lineReporter(spec.label, options));
    let child: ChildProcess;
    try {
      const stdio: StdioOptions = [input, 'pipe', 'pipe'];
      const { program, args } = spec.isServing === true ? tied(spec, this.#path) : spec;
      child = spawn(program, args, {
        stdio,
        env: { ...this.#baseEnv, ...spec.env },
        detached: true,
        ...(spec.runAs && { ...spec.runAs, cwd: '/' }),
      });
    } catch (error) {
      return { spec, child: null, group: null, ended: Promise.resolve(notStarted(spec, error as Error)) };
    }
    for (const stream of [child.stdin, child.stdout, child.stderr]) {
      // A broken pipe is a consequence: the outcomes tell why.
      stream?.on('error', () => undefined);
    }
    child.stderr?.on('data', (chunk: Buffer) => tail.write(chunk));
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    const group = child.pid === undefined ? null : new ProcessGroup(child.pid, exited);
    return { spec, child, group, ended: watch(child, spec, tail, chain) };
  }
}

class NodeProcessChain implements ProcessChain {
  stdin: Writable | null = null;
  stdout: Readable = Readable.from([]);
  finished: Promise<ProcessOutcome[]> = Promise.resolve([]);
  isTerminating = false;

  readonly #running: Running[] = [];
  readonly #killAfterMs: number;
  #termination: Promise<void> | null = null;

  constructor(killAfterMs: number) {
    this.#killAfterMs = killAfterMs;
  }

  add(running: Running): void {
    this.#running.push(running);
  }

  /** Offers both ends, once all programs were started. */
  connect(hasInput: boolean, neighbourGraceMs: number): void {
    this.finished = Promise.all(this.#running.map(({ ended }) => ended));
    if (hasInput) this.stdin = this.#running[0]?.child?.stdin ?? new Writable().destroy();
    const last = this.#running.at(-1)?.child?.stdout;
    if (last) this.stdout = kept(last);
    for (const { ended } of this.#running) void this.#endNeighbours(ended, neighbourGraceMs);
  }

  terminate(): Promise<void> {
    this.isTerminating = true;
    this.#termination ??= this.#endAll();
    return this.#termination;
  }

  async #endAll(): Promise<void> {
    await Promise.all(
      this.#running.map(async ({ group, spec }) => group?.end(this.#killAfterMs, spec.stopSignal)),
    );
  }

  /** A neighbour that neither reads nor writes would never notice that the chain broke. */
  async #endNeighbours(ended: Promise<ProcessOutcome>, graceMs: number): Promise<void> {
    if (isSuccess(await ended)) return;
    const stop = new AbortController();
    const grace = delay(graceMs, 'late' as const, { signal: stop.signal }).catch(() => 'stopped' as const);
    const first = await Promise.race([this.finished, grace]);
    stop.abort();
    if (first === 'late') await this.terminate();
  }
}

/** Never rejects. */
function watch(
  child: ChildProcess,
  spec: ProcessSpec,
  tail: StderrTail,
  chain: NodeProcessChain,
): Promise<ProcessOutcome> {
  return new Promise((resolve) => {
    child.on('error', (error) => {
      if (child.pid === undefined) resolve(notStarted(spec, error));
    });
    child.once('exit', (exitCode, signal) => {
      const wasTerminated = chain.isTerminating;
      void drained(child.stderr).then(() => {
        tail.end();
        const { label, owner } = spec;
        resolve({ label, owner, exitCode, signal, startError: null, stderr: tail.text(), wasTerminated });
      });
    });
  });
}

function notStarted({ label, owner }: ProcessSpec, startError: Error): ProcessOutcome {
  return { label, owner, exitCode: null, signal: null, startError, stderr: '', wasTerminated: false };
}

function lineReporter(label: string, { onStderrLine }: ChainOptions): ((line: string) => void) | null {
  return onStderrLine ? (line) => onStderrLine(label, line) : null;
}

function isSuccess(outcome: ProcessOutcome): boolean {
  return outcome.exitCode === 0;
}

function outputOf({ child }: Running): Readable | 'ignore' {
  if (child?.pid !== undefined && child.stdout !== null) return child.stdout;
  child?.stdout?.destroy();
  return 'ignore';
}

/** Node.js throws away what a program wrote before it ended if nobody has begun to read by then. */
function kept(stdout: Readable): Readable {
  const keeper = new PassThrough({ highWaterMark: STDOUT_BUFFER_BYTES });
  pipeline(stdout, keeper, () => undefined);
  return keeper;
}

async function drained(stderr: Readable | null): Promise<void> {
  if (stderr === null || stderr.closed) return;
  const stop = new AbortController();
  const closed = once(stderr, 'close', { signal: stop.signal }).catch(() => undefined);
  await Promise.race([
    closed,
    delay(STDERR_GRACE_MS, undefined, { signal: stop.signal }).catch(() => undefined),
  ]);
  stop.abort();
}
