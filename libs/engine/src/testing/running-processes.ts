/** Looks for processes by what their command line says. Linux. */

import { readdir, readFile } from 'node:fs/promises';

/** Process ids of those whose command line contains the text. */
export async function processesNaming(text: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found: number[] = [];
  for (const pid of pids) {
    const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (commandLine.includes(text)) found.push(Number(pid));
  }
  return found;
}
