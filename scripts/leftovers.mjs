/** Finds what a test run left behind: processes by a marker in their environment, files in its own TMPDIR. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { RUN_MARKER } from './guarded-process.mjs';

/** Servers that end by themselves, because their starter did, need a moment. */
const GRACE_MS = 15_000;
const POLL_MS = 200;

function readOrEmpty(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Processes of the run that still live, without this one; always empty where there is no /proc. */
export function markedProcesses(runId) {
  const marker = `${RUN_MARKER}=${runId}`;
  const pids = process.platform === 'linux' ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [];
  return pids
    .filter((pid) => Number(pid) !== process.pid)
    .filter((pid) => readOrEmpty(`/proc/${pid}/environ`).split('\0').includes(marker))
    .map((pid) => ({
      pid: Number(pid),
      command: readOrEmpty(`/proc/${pid}/cmdline`).split('\0').join(' ').trim(),
    }))
    .filter(({ command }) => command !== '');
}

function killAll(processes) {
  for (const { pid } of processes) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended in the meantime.
    }
  }
}

/** Waits a moment for the run's processes to end, kills those that do not, and returns these. */
export async function endLeftoverProcesses(runId, graceMs = GRACE_MS) {
  const deadline = Date.now() + graceMs;
  while (markedProcesses(runId).length > 0 && Date.now() < deadline) await delay(POLL_MS);
  const left = markedProcesses(runId);
  killAll(left);
  return left;
}

export function leftoverFiles(directory) {
  return readdirSync(directory).map((name) => join(directory, name));
}
