/** Which processes descend from this one, as Linux tells it; nothing elsewhere. */

import { readdirSync, readFileSync } from 'node:fs';

/** Process ids of all descendants, except those below `excluded` ones. */
export function descendants(pid: number, excluded: ReadonlySet<number>): number[] {
  const children = childrenOf(pid).filter((child) => !excluded.has(child));
  return children.flatMap((child) => [child, ...descendants(child, excluded)]);
}

export function childrenOf(pid: number): number[] {
  return tasksOf(pid).flatMap((task) => {
    const text = readOrEmpty(`/proc/${pid}/task/${task}/children`);
    return text.split(' ').filter(Boolean).map(Number);
  });
}

/** Zero for a process that has just ended. */
export function residentBytes(pid: number): number {
  const [, kibibytes = '0'] = /^VmRSS:\s+(\d+) kB/m.exec(readOrEmpty(`/proc/${pid}/status`)) ?? [];
  return Number(kibibytes) * 1024;
}

function tasksOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
