/** Starts the child program and listens to what it says. */

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface ChildOptions {
  /** A program and its arguments to run the child under, such as strace. */
  under?: string[];
  /** Becomes this user before it opens anything. */
  user?: number;
  env?: Record<string, string>;
}

export class Child {
  readonly said: string[] = [];
  readonly #process: ChildProcess;
  readonly #ended: Promise<unknown>;
  #wake: () => void = () => undefined;

  constructor(program: string, role: string, directory: string, options: ChildOptions = {}) {
    const user = options.user === undefined ? [] : [String(options.user)];
    const node = [process.execPath, program, role, directory, ...user];
    const [command = '', ...args]: string[] = [...(options.under ?? []), ...node];
    this.#process = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: process.env['PATH'], ...options.env },
    });
    this.#ended = once(this.#process, 'close');
    if (this.#process.stdout === null) throw new Error('The child has no output');
    createInterface({ input: this.#process.stdout }).on('line', (line) => {
      this.said.push(line);
      this.#wake();
    });
    void this.#ended.then(() => this.#wake());
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  /** Resolves with the first line that matches; throws where the child ends without it. */
  async says(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = this.said.find((line) => pattern.test(line));
      if (found !== undefined) return found;
      if (this.#hasEnded()) throw new Error(`The child only said: ${this.said.join(' | ')}`);
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  signal(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.#ended;
  }

  async end(): Promise<void> {
    await this.#ended;
  }

  #hasEnded(): boolean {
    return this.#process.stdout?.readableEnded === true;
  }
}

/** For preparing the scene; throws where the program fails. */
export function runProgram(command: string, args: string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} failed: ${stderr}`);
}

export function hasProgram(command: string): boolean {
  return spawnSync(command, ['-V'], { stdio: 'ignore' }).status === 0;
}
