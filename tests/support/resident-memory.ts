/** How much memory a process has had resident at most, as the kernel counts it. */

import { readFile, writeFile } from 'node:fs/promises';

const KIB_PER_MIB = 1024;
/** See proc(5): resets the peak. */
const RESET_PEAK = '5';

export async function peakResidentMib(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const kib = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  if (kib === undefined) throw new Error(`There is no peak in /proc/${pid}/status.`);
  return Number(kib) / KIB_PER_MIB;
}

export async function forgetPeak(pid: number): Promise<void> {
  await writeFile(`/proc/${pid}/clear_refs`, RESET_PEAK);
}
