/** Tells a process from another one that got the same number later. */

import { readFile } from 'node:fs/promises';

import { systemCode } from './storage-error.js';

/** Fields after the command's name, which is in parentheses and may itself hold blanks and parentheses. */
const STATE_INDEX = 0;
const START_TIME_INDEX = 19;

export type ProcessState =
  /** `startTime` is in clock ticks since boot. */
  { isAlive: true; startTime: string | null } | { isAlive: false };

export async function readProcessState(pid: number): Promise<ProcessState> {
  if (!exists(pid)) return { isAlive: false };
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  // Gone in between, or a system without /proc: then its number is all we have.
  if (stat === null) return exists(pid) ? { isAlive: true, startTime: null } : { isAlive: false };
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // A killed process whose parent has not asked for its exit code yet.
  if (fields[STATE_INDEX] === 'Z' || fields[STATE_INDEX] === 'X') return { isAlive: false };
  return { isAlive: true, startTime: fields[START_TIME_INDEX] ?? null };
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}
