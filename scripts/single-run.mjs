/** Keeps a second run of a script out of the same clone: both would build and serve the same files. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The pid in the file, if that process still lives and runs `script`; a crashed run leaves a stale file. */
function livingOwner(path, script) {
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    process.kill(pid, 0);
    const isOther =
      process.platform === 'linux' && !readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(script);
    return isOther ? null : pid;
  } catch {
    return null;
  }
}

/** Throws if `script` runs already; else marks it as running until this process ends. */
export function claimSingleRun(path, script) {
  const owner = livingOwner(path, script);
  if (owner !== null) {
    throw new Error(
      `It is already running here, as process ${owner}. Stop it with Ctrl-C where it runs, or: kill ${owner}`,
    );
  }
  mkdirSync(dirname(path), { recursive: true, mode: 0o755 });
  writeFileSync(path, String(process.pid));
  process.on('exit', () => rmSync(path, { force: true }));
}
