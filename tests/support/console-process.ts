/** The built console as a process of its own, started from the environment alone. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { ROUTES } from '@holdfast/contract';

import { freePort } from '../../scripts/embedded-postgres.mjs';
import { ADMIN, ApiClient } from './api-client.js';
import { descendantsOf, endProcesses, processGroupsOf } from './fault-processes.js';
import { waitFor } from './wait-for.js';

const MAIN = fileURLToPath(new URL('../../apps/server/dist/main.js', import.meta.url));
const INHERITED = ['PATH', 'TMPDIR', 'HOLDFAST_TEST_RUN', 'PG_BIN_DIR'];
const QUIET = { BACKUP_ENABLED: 'false', RESTORE_JOBS: '2', LOG_LEVEL: 'info' };

export class ConsoleProcess {
  readonly storagePath: string;
  readonly workPath: string;
  readonly keyringPath: string;
  api = new ApiClient('');
  /** Everything that it wrote, over all its starts. */
  output = '';
  readonly #env: Record<string, string>;
  #child: ChildProcess | null = null;

  /** @param directory of its own, in which storage, work directory and keyring are. */
  constructor(
    readonly directory: string,
    env: Record<string, string>,
  ) {
    this.storagePath = env['BACKUP_STORAGE_PATH'] ?? join(directory, 'backups');
    this.workPath = `${this.storagePath}.work`;
    this.keyringPath = `${this.storagePath}.keyring`;
    this.#env = {
      ...QUIET,
      BACKUP_STORAGE_PATH: this.storagePath,
      ADMIN_EMAIL: ADMIN.email,
      ADMIN_PASSWORD: ADMIN.password,
      ...env,
    };
  }

  get pid(): number {
    if (this.#child?.pid === undefined) throw new Error('The console is not running.');
    return this.#child.pid;
  }

  /** Resolves when it answers and we are logged in. @param env on top of what it always gets; PORT: a free one. */
  async start(env: Record<string, string> = {}): Promise<void> {
    const port = env['PORT'] ?? String(await freePort());
    const child = this.#launch({ ...env, PORT: port });
    this.api = new ApiClient(`http://127.0.0.1:${port}`);
    const isUp = () =>
      fetch(`${this.api.address}${ROUTES.healthLive}`).then(
        ({ ok }) => ok,
        () => false,
      );
    const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
    await waitFor(isUp, (isAnswering) => isAnswering || hasEnded(), {
      timeoutMs: 60_000,
      explain: () => this.output.slice(-5_000),
    });
    if (hasEnded()) throw new Error(`The console did not start:\n${this.output.slice(-5_000)}`);
    await this.api.logIn();
  }

  /** For a start that is to be refused: its exit code. */
  async startAndFail(env: Record<string, string> = {}): Promise<number | null> {
    const child = this.#launch({ ...env, PORT: '0' });
    const [code] = (await once(child, 'exit')) as [number | null];
    return code;
  }

  /** Resolves when the process is gone, with its exit code; programs that it started may live on after SIGKILL. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null)
      return child?.exitCode ?? null;
    const ended = once(child, 'exit');
    child.kill(signal);
    const [code] = (await ended) as [number | null];
    return code;
  }

  /** `kill -9`. Returns the process groups of the programs it was running, which live on. */
  async crash(): Promise<number[]> {
    const groups = processGroupsOf(descendantsOf(this.pid));
    await this.end('SIGKILL');
    return groups;
  }

  /** Ends it and removes all that it wrote. */
  async dispose(): Promise<void> {
    const children = this.#child?.pid === undefined ? [] : descendantsOf(this.#child.pid);
    await this.end('SIGTERM');
    endProcesses(children);
    await rm(this.directory, { recursive: true, force: true });
  }

  #launch(env: Record<string, string>): ChildProcess {
    if (!existsSync(MAIN)) throw new Error('The console is not built. Run npm run build first.');
    const child = spawn(process.execPath, [MAIN], {
      cwd: '/',
      env: { ...inherited(), ...this.#env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    }
    this.#child = child;
    return child;
  }
}

/** A console over this database, in a directory of its own; not started yet. */
export async function makeConsole(
  databaseUrl: string,
  env: Record<string, string> = {},
): Promise<ConsoleProcess> {
  const directory = await mkdtemp(join(tmpdir(), 'holdfast-it-'));
  return new ConsoleProcess(directory, { DATABASE_URL: databaseUrl, ...env });
}

/** Nothing of the developer's own settings; the marker lets the test runner find what was left running. */
function inherited(): Record<string, string> {
  return Object.fromEntries(
    INHERITED.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}
