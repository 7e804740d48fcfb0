/** Runs a native program to its end, for what tests do by hand. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

export interface ToolResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

export async function runTool(
  program: string,
  args: readonly string[],
  options: { env?: Record<string, string>; cwd?: string } = {},
): Promise<ToolResult> {
  const child = spawn(program, args, {
    cwd: options.cwd ?? '/',
    env: { PATH: process.env['PATH'] ?? '', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}

/** @throws with what it said, where it fails. */
export async function mustRunTool(...call: Parameters<typeof runTool>): Promise<string> {
  const { code, stdout, stderr } = await runTool(...call);
  if (code !== 0) throw new Error(`${call[0]} ended with ${String(code)}: ${stderr}`);
  return stdout;
}
