/** Finds the programs that a process runs, through /proc, so that a test can end or freeze one of them. */

import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

import { waitFor } from './wait-for.js';

export interface ProcessFacts {
  pid: number;
  parentPid: number;
  groupId: number;
  /** `Z`: dead, not yet buried. */
  state: string;
  program: string;
  args: string[];
}

export function allProcesses(): ProcessFacts[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => factsOf(Number(pid)));
}

/** Living programs below a process, at any depth. */
export function descendantsOf(pid: number): ProcessFacts[] {
  const all = allProcesses().filter(({ state }) => state !== 'Z');
  const found = new Set([pid]);
  for (let before = 0; before !== found.size;) {
    before = found.size;
    for (const process of all) if (found.has(process.parentPid)) found.add(process.pid);
  }
  return all.filter((process) => process.pid !== pid && found.has(process.pid));
}

export function processGroupsOf(processes: readonly ProcessFacts[]): number[] {
  return [...new Set(processes.map(({ groupId }) => groupId))];
}

/** Living members of these groups. */
export function membersOf(groupIds: readonly number[]): ProcessFacts[] {
  return allProcesses().filter(({ groupId, state }) => state !== 'Z' && groupIds.includes(groupId));
}

/** Waits until `parentPid` has `program` at work, e.g. `pg_dump`; being asked for its version is no work. */
export async function untilRuns(parentPid: number, program: string): Promise<ProcessFacts> {
  const look = () =>
    descendantsOf(parentPid).find(
      (process) => process.program === program && !process.args.includes('--version'),
    );
  return (await waitFor(look, (process) => process !== undefined)) as ProcessFacts;
}

export function endProcesses(processes: readonly ProcessFacts[]): void {
  for (const { pid } of processes) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended in the meantime.
    }
  }
}

/** Empty where the process is gone already. */
function factsOf(pid: number): ProcessFacts[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const afterName = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state = '', parentPid, groupId] = afterName;
    const [path = '', ...args] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    const program = basename(path);
    return [{ pid, parentPid: Number(parentPid), groupId: Number(groupId), state, program, args }];
  } catch {
    return [];
  }
}
