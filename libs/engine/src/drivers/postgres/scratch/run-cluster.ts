/** Makes and runs the throw-away server itself. */

import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { throwIfCanceled } from '../../../errors/canceled.js';
import { HoldfastError } from '../../../errors/holdfast-error.js';
import type { ProcessOutcome, ProcessSpec } from '../../../ports/process-runner.js';
import type { PostgresContext } from '../context.js';
import { runToEnd } from '../run-to-end.js';
import type { ClusterPlace } from './cluster-place.js';
import type { ServerPrograms } from './server-programs.js';
import { serverArguments } from './server-settings.js';
import type { ServerUser } from './server-user.js';

export interface ClusterOptions {
  programs: ServerPrograms;
  place: ClusterPlace;
  user: ServerUser | null;
  signal: AbortSignal;
}

export interface RunningCluster {
  /** Of a name that no role of the backup has. */
  superuser: string;
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 60_000;
const POLL_MS = 25;
/** PostgreSQL writes its state into this line of postmaster.pid. */
const STATE_LINE = 7;

export async function runCluster(context: PostgresContext, options: ClusterOptions): Promise<RunningCluster> {
  const superuser = `holdfast_${randomBytes(4).toString('hex')}`;
  await initialise(context, options, superuser);
  throwIfCanceled(options.signal);
  const { programs, place } = options;
  const args = serverArguments(place.dataDirectory, place.socketDirectory, programs.major);
  const chain = context.runner.start(
    // Immediate shutdown: nothing is worth a checkpoint.
    [{ ...specOf('postgres', programs.postgres, args, options), stopSignal: 'SIGQUIT', isServing: true }],
    { stdin: 'empty' },
  );
  chain.stdout.resume();
  try {
    await waitUntilReady(context, options, chain.finished);
  } catch (error) {
    await chain.terminate();
    throw error;
  }
  return { superuser, stop: () => chain.terminate() };
}

async function initialise(
  context: PostgresContext,
  options: ClusterOptions,
  superuser: string,
): Promise<void> {
  const args = [
    `--pgdata=${options.place.dataDirectory}`,
    `--username=${superuser}`,
    // Whoever can reach the socket in its private directory may log in, nobody else can.
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
  ];
  const spec = specOf('initdb', options.programs.initdb, args, options);
  const { outcome } = await runToEnd(context.runner, spec, options.signal);
  if (outcome.exitCode !== 0) throw notStarted(outcome);
}

function specOf(
  label: string,
  program: string,
  args: readonly string[],
  { place, user }: ClusterOptions,
): ProcessSpec {
  const env = { HOME: place.home, TMPDIR: place.home };
  return { label, owner: 'driver', program, args, env, ...(user && { runAs: user }) };
}

async function waitUntilReady(
  { clock }: PostgresContext,
  { place, signal }: ClusterOptions,
  finished: Promise<ProcessOutcome[]>,
): Promise<void> {
  let ended: ProcessOutcome | undefined;
  void finished.then(([outcome]) => (ended = outcome));
  const deadlineMs = clock.monotonicMs() + START_TIMEOUT_MS;
  while (!(await isReady(place.dataDirectory))) {
    if (ended !== undefined) throw notStarted(ended);
    if (clock.monotonicMs() > deadlineMs) throw tooSlow();
    await clock.sleep(POLL_MS, signal);
  }
}

async function isReady(dataDirectory: string): Promise<boolean> {
  const text = await readFile(join(dataDirectory, 'postmaster.pid'), 'utf8').catch(() => '');
  return text.split('\n')[STATE_LINE]?.trim() === 'ready';
}

function notStarted({ label, startError, stderr, exitCode, signal }: ProcessOutcome): HoldfastError {
  const how =
    startError?.message ?? (stderr.trim().slice(-600) || `it ended with ${signal ?? String(exitCode)}`);
  return new HoldfastError(
    'TOOL_FAILED',
    `The throw-away server for the drill did not start; ${label}: ${how}`,
    {
      hint: 'Check memory and disk space, and that PostgreSQL is installed properly; or name a server for drills in DRILL_DATABASE_URL.',
      details: { program: label, stderr },
    },
  );
}

function tooSlow(): HoldfastError {
  return new HoldfastError(
    'TOOL_FAILED',
    `The throw-away server for the drill was not ready after ${START_TIMEOUT_MS / 1000} seconds.`,
    {
      hint: 'Try again while the machine has less to do, or name a server for drills in DRILL_DATABASE_URL.',
    },
  );
}
