/** The programs in `fixtures/`, and a runner to run them with. */

import { readFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import type { ProcessSpec } from '../ports/process-runner.js';
import { NodeProcessRunner, type NodeProcessRunnerOptions } from '../processes/node-process-runner.js';

export const SYSTEM_DIRS = ['/usr/local/bin', '/usr/bin', '/bin', '/usr/sbin', '/sbin'];

export function testRunner(options: Partial<NodeProcessRunnerOptions> = {}): NodeProcessRunner {
  return new NodeProcessRunner({ path: SYSTEM_DIRS.join(delimiter), homePath: '/nonexistent', ...options });
}

export function fixture(name: string, ...args: string[]): ProcessSpec {
  const file = fileURLToPath(new URL(`fixtures/${name}.mjs`, import.meta.url));
  return { label: name, owner: 'driver', program: process.execPath, args: [file, ...args], env: {} };
}

export function program(path: string, ...args: string[]): ProcessSpec {
  return { label: path.split('/').at(-1) ?? path, owner: 'codec', program: path, args, env: {} };
}

/** Whether a process runs; a zombie that nobody has reaped does not. */
export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** Polls until it holds; throws after ten seconds. */
export async function eventually(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; !(await condition()); attempt += 1) {
    if (attempt > 500) throw new Error('It did not come true within ten seconds.');
    await delay(20);
  }
}
