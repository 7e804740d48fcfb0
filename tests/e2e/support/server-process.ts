/** The built console as a process, started from the environment alone. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../../apps/server/dist/main.js', import.meta.url));
const READY_TIMEOUT_MS = 60_000;
const POLL_MS = 50;

export class ServerProcess {
  readonly #env: Record<string, string>;
  readonly #address: string;
  #child: ChildProcess | null = null;
  #output = '';

  constructor(address: string, env: Record<string, string>) {
    this.#address = address;
    this.#env = env;
  }

  /** Resolves when the console says that it is ready. */
  async start(): Promise<void> {
    if (!existsSync(MAIN)) throw new Error('The console is not built. Run npm run build first.');
    const child = spawn(process.execPath, [MAIN], {
      cwd: '/',
      env: { ...inherited(), ...this.#env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#output = (this.#output + text).slice(-10_000);
      });
    }
    this.#child = child;
    await this.#untilReady(child);
  }

  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  }

  async #untilReady(child: ChildProcess): Promise<void> {
    const deadline = Date.now() + READY_TIMEOUT_MS;
    for (;;) {
      const answer = await fetch(`${this.#address}/health/ready`).catch(() => null);
      if (answer?.ok === true) return;
      if (child.exitCode !== null || Date.now() > deadline) {
        throw new Error(`The console did not get ready:\n${this.#output}`);
      }
      await delay(POLL_MS);
    }
  }
}

/** Nothing of the developer’s own settings; the marker lets the test runner find what was left running. */
function inherited(): Record<string, string> {
  const names = ['PATH', 'TMPDIR', 'HOLDFAST_TEST_RUN'];
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}
