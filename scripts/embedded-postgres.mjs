/**
 * Starts and stops a PostgreSQL server of our own: persistent for the quickstart, throw-away for tests.
 * Works as root and as an ordinary user. Built-in modules only.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { findPostgres } from './find-program.mjs';
import { RUN_MARKER, startGuarded } from './guarded-process.mjs';
import { reachableDirectory, serverIdentity, throwAwayDirectory } from './reachable-directory.mjs';
import { mustRun } from './run-program.mjs';

const SERVER_PROGRAMS = ['initdb', 'postgres'];
const START_TIMEOUT_MS = 60_000;
const POLL_MS = 30;
const START_ATTEMPTS = 3;
const DEFAULT_PORT = 5432;

/** The longest path of a unix socket is 107 bytes on Linux and 103 on macOS. */
const LONGEST_SOCKET_DIRECTORY = 80;

const THROW_AWAY_SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** Nothing of the caller’s PG* variables may reach the server. */
function serverEnvironment() {
  const names = ['PATH', 'TZ', RUN_MARKER];
  const kept = names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  return { ...Object.fromEntries(kept), LC_ALL: 'C' };
}

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

function majorOf(dataDirectory) {
  const path = join(dataDirectory, 'PG_VERSION');
  return existsSync(path) ? Number(readFileSync(path, 'utf8')) : undefined;
}

function findBinaries(dataDirectory) {
  const major = majorOf(dataDirectory);
  const found = findPostgres(SERVER_PROGRAMS, { major });
  if (found !== null) return found;
  const which =
    major === undefined ? 'PostgreSQL server' : `PostgreSQL ${major} server (which ${dataDirectory} needs)`;
  throw new Error(`No ${which} was found. Install the package postgresql or set PG_BIN_DIR.`);
}

/** Makes the cluster under another name first, so that a half-made one is never taken for whole. */
async function initialise({ binDirectory, dataDirectory, superuser, password, identity, isThrowAway }) {
  const unfinished = `${dataDirectory}.new`;
  const passwordFile = `${dataDirectory}.password`;
  rmSync(unfinished, { recursive: true, force: true });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (identity.uid !== undefined) chownSync(passwordFile, identity.uid, identity.gid);

  const locale = process.platform === 'linux' ? 'C.UTF-8' : 'C';
  const auth = ['--auth=scram-sha-256', `--username=${superuser}`, `--pwfile=${passwordFile}`];
  const args = [`--pgdata=${unfinished}`, ...auth, '--encoding=UTF8', `--locale=${locale}`];
  try {
    const program = join(binDirectory, 'initdb');
    const options = { ...identity, cwd: '/', env: serverEnvironment() };
    await mustRun(program, isThrowAway ? [...args, '--no-sync'] : args, options);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(unfinished, dataDirectory);
}

function socketDirectoryFor(directory, identity) {
  const inside = join(directory, 'socket');
  const isShort = Buffer.byteLength(inside) <= LONGEST_SOCKET_DIRECTORY;
  if (isShort) mkdirSync(inside, { recursive: true, mode: 0o700 });
  const parent = Buffer.byteLength(tmpdir()) < LONGEST_SOCKET_DIRECTORY - 15 ? tmpdir() : '/tmp';
  const chosen = isShort ? inside : mkdtempSync(join(parent, 'hf-sock-'));
  if (identity.uid !== undefined) chownSync(chosen, identity.uid, identity.gid);
  return { socketDirectory: chosen, isOutside: !isShort };
}

/** PostgreSQL writes pid, start time and, in the eighth line, its state into postmaster.pid. */
function readPidFile(dataDirectory) {
  const path = join(dataDirectory, 'postmaster.pid');
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  return { start: lines.slice(0, 3).join(' '), state: lines[7]?.trim() };
}

/** @param stale what a server that crashed earlier left in the file */
async function waitUntilReady(dataDirectory, server, stale) {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const { start, state } = readPidFile(dataDirectory);
    if (server.hasEnded() || Date.now() > deadline) {
      throw new Error(`PostgreSQL did not start in ${dataDirectory}:\n${server.lastOutput()}`);
    }
    if (state === 'ready' && start !== stale.start) return;
    await delay(POLL_MS);
  }
}

function serverArguments({ dataDirectory, socketDirectory, port, isSocketOnly, settings }) {
  const all = {
    port,
    listen_addresses: isSocketOnly ? '' : '127.0.0.1',
    unix_socket_directories: socketDirectory,
    ...settings,
  };
  return ['-D', dataDirectory, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

async function launch(cluster) {
  const { directory, dataDirectory, identity, socketDirectory, isOutside, isThrowAway } = cluster;
  const stale = readPidFile(dataDirectory);
  const server = startGuarded({
    program: join(cluster.binDirectory, 'postgres'),
    args: serverArguments(cluster),
    identity,
    env: serverEnvironment(),
    cwd: '/',
    logFile: join(directory, 'server.log'),
    // Fast shutdown, immediate shutdown, and no mercy.
    stopSignals: ['SIGINT', 'SIGQUIT', 'SIGKILL'],
    removeAtEnd: [...(isOutside ? [socketDirectory] : []), ...(isThrowAway ? [directory] : [])],
  });
  try {
    await waitUntilReady(dataDirectory, server, stale);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

/**
 * @param options.dataDirectory persistent home of the cluster; without it the cluster is thrown away at the end
 * @param options.port 0 (default): a free one; `socketOnly: true`: no TCP at all
 * @param options.superuser default `postgres`
 * @param options.password default: a random one
 * @param options.settings for postgresql.conf, e.g. `{ max_connections: 20 }`
 */
export async function startPostgres(options = {}) {
  const isPortFixed = options.socketOnly === true || Boolean(options.port);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOnce(options, isPortFixed ? options.port || DEFAULT_PORT : await freePort());
    } catch (error) {
      // A free port may be taken between asking for it and using it.
      if (isPortFixed || attempt === START_ATTEMPTS) throw error;
    }
  }
}

async function startOnce(options, port) {
  const identity = serverIdentity();
  const isThrowAway = options.dataDirectory === undefined;
  const directory = isThrowAway
    ? await throwAwayDirectory(identity)
    : await reachableDirectory(options.dataDirectory, identity);
  try {
    return await startIn(directory, { ...options, port, identity, isThrowAway });
  } catch (error) {
    if (isThrowAway) rmSync(directory, { recursive: true, force: true });
    throw error;
  }
}

async function startIn(directory, options) {
  const { superuser = 'postgres', password = randomBytes(18).toString('base64url') } = options;
  const dataDirectory = join(directory, 'data');
  const binDirectory = findBinaries(dataDirectory);
  const cluster = {
    ...options,
    directory,
    dataDirectory,
    binDirectory,
    superuser,
    password,
    isSocketOnly: options.socketOnly === true,
    settings: { ...(options.isThrowAway ? THROW_AWAY_SETTINGS : {}), ...options.settings },
  };
  if (majorOf(dataDirectory) === undefined) await initialise(cluster);
  Object.assign(cluster, socketDirectoryFor(directory, options.identity));
  return handle({ ...cluster, server: await launch(cluster) });
}

function handle({
  directory,
  dataDirectory,
  binDirectory,
  socketDirectory,
  port,
  superuser,
  password,
  server,
}) {
  return {
    directory,
    dataDirectory,
    binDirectory,
    socketDirectory,
    port,
    superuser,
    password,
    /** Address over TCP of `database`, as the superuser. */
    url: (database = 'postgres') =>
      `postgresql://${superuser}:${encodeURIComponent(password)}@127.0.0.1:${port}/${encodeURIComponent(database)}`,
    /** Resolves when the server has ended; a throw-away one’s directory is gone then. Can be called twice. */
    stop: () => server.stop(),
  };
}
