/** The built `holdfast` command, on a machine that has nothing but what it is given. */

import { fileURLToPath } from 'node:url';

import { runTool, type ToolResult } from './run-tool.js';

const COMMAND = fileURLToPath(new URL('../../apps/cli/bin/holdfast.js', import.meta.url));

export function runHoldfast(
  args: readonly string[],
  options: { env?: Record<string, string>; cwd?: string } = {},
): Promise<ToolResult> {
  return runTool(process.execPath, [COMMAND, ...args], options);
}

/** @throws with what it said, where it fails. */
export async function mustRunHoldfast(...call: Parameters<typeof runHoldfast>): Promise<string> {
  const { code, stdout, stderr } = await runHoldfast(...call);
  if (code !== 0) throw new Error(`holdfast ${call[0].join(' ')} ended with ${String(code)}: ${stderr}`);
  return stdout;
}
