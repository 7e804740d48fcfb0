/** Runs the command in this process and listens to what it says. */

import { PassThrough } from 'node:stream';

import type { LocalEngine } from '../local-engine.js';
import { runCli } from '../run-cli.js';

export interface RunOptions {
  url?: string;
  environment?: Record<string, string>;
  /** What a person types at the terminal; left out, there is no terminal. */
  typed?: string;
  /** Messages go to a screen. */
  isScreen?: boolean;
  interrupt?: AbortSignal;
  engine?: LocalEngine;
}

export interface RunResult {
  exitCode: number;
  stdout: string;
  stderr: string;
}

export async function run(args: string[], options: RunOptions = {}): Promise<RunResult> {
  const { url, typed, isScreen = false, interrupt = new AbortController().signal, engine } = options;
  const stdin = new PassThrough();
  const stdout = heard();
  const stderr = heard(isScreen);
  stdin.end(typed ?? '');
  const exitCode = await runCli(args, {
    environment: {
      HOLDFAST_API_KEY: 'hf_secret',
      ...(url ? { HOLDFAST_URL: url } : {}),
      ...options.environment,
    },
    terminal: {
      stdin,
      stdout: stdout.stream,
      stderr: stderr.stream,
      isInteractive: typed !== undefined,
      isScreen,
      columns: 120,
    },
    interrupt,
    pollIntervalMs: 2,
    ...(engine === undefined ? {} : { makeEngine: () => Promise.resolve(engine) }),
  });
  return { exitCode, stdout: stdout.text(), stderr: stderr.text() };
}

function heard(isTTY = false): { stream: NodeJS.WritableStream; text: () => string } {
  let text = '';
  const stream = new PassThrough();
  stream.on('data', (chunk) => (text += String(chunk)));
  return { stream: Object.assign(stream, { isTTY, columns: 120 }), text: () => text };
}
