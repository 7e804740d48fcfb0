/**
 * Stands between a script and a server it started, in a process group of its own.
 * The first line of its standard input says what to start. When that input ends — the script closed it,
 * crashed or was killed — it stops the server and, where asked, removes directories.
 * So no server is ever left behind. Built-in modules only.
 */
import { spawn } from 'node:child_process';
import { openSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** How long a server may take to react to each signal before the next, harder one. */
const PATIENCE_MS = 20_000;

let server;
let plan;
let isStopping = false;

function start(line) {
  if (plan !== undefined) return;
  plan = JSON.parse(line);
  const { program, args, identity, env, cwd, logFile } = plan;
  const log = openSync(logFile, 'a', 0o600);
  server = spawn(program, args, { stdio: ['ignore', log, log], env, cwd, detached: true, ...identity });
  server.on('error', () => end(1));
  server.on('exit', (code) => end(code ?? 1));
}

function end(code) {
  for (const path of plan?.removeAtEnd ?? []) rmSync(path, { recursive: true, force: true });
  process.exit(code);
}

function stop() {
  if (server === undefined) end(0);
  if (isStopping) return;
  isStopping = true;
  plan.stopSignals.forEach((signal, index) => {
    setTimeout(() => server.kill(signal), index * PATIENCE_MS).unref();
  });
}

createInterface({ input: process.stdin }).on('line', start).on('close', stop);
process.stdin.on('error', stop);
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, stop);
