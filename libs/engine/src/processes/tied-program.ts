/** Programs that end together with this process, however it ends. */

import { accessSync, constants, realpathSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';

import type { ProcessSpec } from '../ports/process-runner.js';

export type Invocation = Pick<ProcessSpec, 'program' | 'args'>;

/** Without util-linux, such as on macOS, the program runs as it is; what it leaves is swept at the next start. */
export function tied({ program, args, stopSignal }: ProcessSpec, path: string): Invocation {
  const setpriv = findSetpriv(path);
  if (setpriv === null) return { program, args };
  const signal = stopSignal ?? 'SIGTERM';
  return { program: setpriv, args: ['--no-new-privs', `--pdeathsig=${signal}`, '--', program, ...args] };
}

function findSetpriv(path: string): string | null {
  if (process.platform !== 'linux') return null;
  return (
    path
      .split(delimiter)
      .map((directory) => join(directory, 'setpriv'))
      .find(isRealSetpriv) ?? null
  );
}

/** Busybox has one by this name that knows nothing of it. */
function isRealSetpriv(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return basename(realpathSync(path)) === 'setpriv';
  } catch {
    return false;
  }
}
