/** Looks for every PostgreSQL client on this machine. */

import { access, constants, readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import type { ProcessRunner } from '../../../ports/process-runner.js';
import { runToEnd } from '../run-to-end.js';
import type { ClientTools } from './client-tools.js';

export interface FindOptions {
  runner: ProcessRunner;
  /** PG_BIN_DIR; null: not set. */
  pgBinDir: string | null;
  /** Directories like those of PATH. */
  searchPath?: readonly string[];
}

/** Parents whose entries may hold a `bin`, by packaging system. */
const FAMILIES: readonly { parent: string; entry: RegExp }[] = [
  { parent: '/usr/lib/postgresql', entry: /^\d+$/ },
  { parent: '/usr/libexec', entry: /^postgresql\d+$/ },
  { parent: '/usr', entry: /^pgsql-\d+$/ },
  { parent: '/opt/homebrew/opt', entry: /^(?:postgresql|libpq)/ },
  { parent: '/usr/local/opt', entry: /^(?:postgresql|libpq)/ },
];
const DEFAULT_SEARCH_PATH = ['/usr/local/bin', '/usr/bin', '/usr/local/pgsql/bin', '/opt/homebrew/bin'];
const VERSION_TIMEOUT_MS = 5000;
/** Debian's wrapper chooses a version by rules of its own; the real programs are found beside it. */
const WRAPPER = 'pg_wrapper';

export async function findClientTools(options: FindOptions): Promise<ClientTools[]> {
  const families = await Promise.all(FAMILIES.map(({ parent, entry }) => binDirectories(parent, entry)));
  const candidates = [
    options.pgBinDir ?? [],
    families.flat(),
    options.searchPath ?? DEFAULT_SEARCH_PATH,
  ].flat();
  const found = new Map<string, ClientTools>();
  for (const directory of candidates) {
    const dump = await realProgram(join(directory, 'pg_dump'));
    if (dump === null || found.has(dump)) continue;
    const tools = await askVersion(options.runner, dump, directory === options.pgBinDir);
    if (tools) found.set(dump, tools);
  }
  return [...found.values()];
}

async function binDirectories(parent: string, entry: RegExp): Promise<string[]> {
  const names = await readdir(parent).catch(() => []);
  return names.filter((name) => entry.test(name)).map((name) => join(parent, name, 'bin'));
}

async function realProgram(path: string): Promise<string | null> {
  try {
    await access(path, constants.X_OK);
    const real = await realpath(path);
    return basename(real) === WRAPPER ? null : real;
  } catch {
    return null;
  }
}

async function askVersion(
  runner: ProcessRunner,
  program: string,
  isPreferred: boolean,
): Promise<ClientTools | null> {
  const spec = { label: 'pg_dump', owner: 'driver', program, args: ['--version'], env: {} } as const;
  // One that does not answer is as good as none; it must not hold up a job that nobody could cancel then.
  const patience = AbortSignal.timeout(VERSION_TIMEOUT_MS);
  const ended = await runToEnd(runner, spec, patience).catch(() => null);
  if (ended === null) return null;
  const { outcome, stdout } = ended;
  const version = /\(PostgreSQL\) (\d+)(\.\d+|\w*)/.exec(stdout);
  if (outcome.exitCode !== 0 || !version) return null;
  const [, major = '', rest = ''] = version;
  return { binDir: dirname(program), major: Number(major), version: `${major}${rest}`, isPreferred };
}
