/**
 * Stands between a script and the PostgreSQL server it started, in a process group of its own.
 * When its standard input ends — the script closed it, crashed or was killed — it stops the server and,
 * where asked, removes its directory. So no server is ever left behind. Built-in modules only.
 */
import { spawn } from 'node:child_process';
import { openSync, rmSync } from 'node:fs';

const FAST_SHUTDOWN_MS = 20_000;
const IMMEDIATE_SHUTDOWN_MS = 5_000;

const { program, args, identity, env, logFile, removeAtEnd } = JSON.parse(process.argv[2]);

const log = openSync(logFile, 'a');
const server = spawn(program, args, { stdio: ['ignore', log, log], env, detached: true, ...identity });

function end(code) {
  for (const path of removeAtEnd) rmSync(path, { recursive: true, force: true });
  process.exit(code);
}

function signal(name) {
  if (server.exitCode === null && server.signalCode === null) server.kill(name);
}

/** SIGINT is PostgreSQL's fast shutdown, SIGQUIT the immediate one. */
function stop() {
  signal('SIGINT');
  setTimeout(() => signal('SIGQUIT'), FAST_SHUTDOWN_MS).unref();
  setTimeout(() => signal('SIGKILL'), FAST_SHUTDOWN_MS + IMMEDIATE_SHUTDOWN_MS).unref();
}

server.on('error', () => end(1));
server.on('exit', (code) => end(code ?? 1));

process.stdin.on('end', stop);
process.stdin.on('error', stop);
process.stdin.resume();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, stop);
