/** Runs the native programs that Holdfast is compared with. */

import { spawn } from 'node:child_process';
import { open } from 'node:fs/promises';

export interface ProgramRun {
  program: string;
  args: readonly string[];
  /** Beside PATH and a neutral locale. */
  env: Readonly<Record<string, string>>;
  /** File for its standard output; it is replaced. Left out, the output is thrown away. */
  outputPath?: string;
  signal: AbortSignal;
}

/** Resolves when it ended with exit code 0; throws what it said otherwise. */
export async function runProgram(run: ProgramRun): Promise<void> {
  const output = await open(run.outputPath ?? '/dev/null', 'w');
  try {
    await waitFor(run, output.fd);
  } finally {
    await output.close();
  }
}

function waitFor({ program, args, env, signal }: ProgramRun, output: number): Promise<void> {
  const child = spawn(program, args, {
    stdio: ['ignore', output, 'pipe'],
    env: { PATH: process.env['PATH'], LC_ALL: 'C', ...env },
    signal,
    killSignal: 'SIGTERM',
  });
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => {
      if (exitCode === 0) resolve();
      else reject(new Error(`${program} ended with ${exitCode ?? 'a signal'}: ${errors.trim()}`));
    });
  });
}
