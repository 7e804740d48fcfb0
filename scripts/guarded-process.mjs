/** Starts a server that ends when its starter ends, however that happens. Built-in modules only. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const GUARDIAN = fileURLToPath(new URL('guardian.mjs', import.meta.url));

/** The marker by which the test runner finds what it left running. */
export const RUN_MARKER = 'HOLDFAST_TEST_RUN';

function guardianEnvironment() {
  const marker = process.env[RUN_MARKER];
  return { PATH: process.env.PATH, ...(marker === undefined ? {} : { [RUN_MARKER]: marker }) };
}

/**
 * @param plan.program, plan.args, plan.env, plan.cwd what to start; `plan.identity`: `{ uid, gid }` or `{}`
 * @param plan.logFile takes its output
 * @param plan.stopSignals sent one after the other until it ends, e.g. `['SIGTERM', 'SIGKILL']`
 * @param plan.removeAtEnd directories that go with it
 */
export function startGuarded(plan) {
  const guardian = spawn(process.execPath, [GUARDIAN], {
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
    detached: true,
    env: guardianEnvironment(),
  });
  guardian.stdin.on('error', () => {});
  // Not as an argument: the environment in it may hold passwords.
  guardian.stdin.write(`${JSON.stringify(plan)}\n`);
  // A starter that forgets to stop the server can still end; the guardian then sees its input end.
  guardian.unref();
  guardian.stdin.unref();
  return {
    hasEnded: () => guardian.exitCode !== null || guardian.signalCode !== null,
    onEnd: (listener) => guardian.on('exit', listener),
    /** Resolves when it has ended. Can be called more than once. */
    stop: () => stopGuardian(guardian),
    lastOutput: () => lastLines(plan.logFile),
  };
}

async function stopGuardian(guardian) {
  if (guardian.exitCode !== null || guardian.signalCode !== null) return;
  guardian.ref();
  const ended = once(guardian, 'exit');
  guardian.stdin.end();
  await ended;
}

function lastLines(logFile) {
  return existsSync(logFile) ? readFileSync(logFile, 'utf8').trim().split('\n').slice(-15).join('\n') : '';
}
