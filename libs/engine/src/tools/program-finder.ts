/** Finds native programs and asks for their versions. */

import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

import { HoldfastError } from '../errors/holdfast-error.js';
import { captureOutput } from '../pipeline/capture-output.js';
import { PipelineError } from '../pipeline/pipeline-error.js';
import type { ProcessRunner } from '../ports/process-runner.js';

export interface ProgramSearch {
  /** Directories to look in first. */
  extraDirs?: readonly string[];
  /** `:`-separated directories, as in PATH. */
  path: string;
}

/** Absolute path of the first executable file of that name; null where there is none. */
export async function findProgram(
  name: string,
  { extraDirs = [], path }: ProgramSearch,
): Promise<string | null> {
  for (const directory of [...extraDirs, ...path.split(delimiter)]) {
    // A relative directory would depend on where the server was started.
    if (!isAbsolute(directory)) continue;
    const candidate = join(directory, name);
    if (await isExecutable(candidate)) return candidate;
  }
  return null;
}

/** As findProgram, but throws TOOL_MISSING. @param packageName what to install, as the system's package manager calls it. */
export async function requireProgram(
  name: string,
  packageName: string,
  search: ProgramSearch,
): Promise<string> {
  const found = await findProgram(name, search);
  if (found !== null) return found;
  const searched = [...(search.extraDirs ?? []), search.path].join(delimiter);
  throw new HoldfastError('TOOL_MISSING', `The program ${name} was not found in ${searched}.`, {
    hint: `Install it, for instance with “apt-get install ${packageName}”.`,
  });
}

/** The first version number that `--version` prints. Throws TOOL_FAILED where it prints none or fails. */
export async function versionOf(
  runner: ProcessRunner,
  program: string,
  signal?: AbortSignal,
): Promise<string> {
  const label = program.split('/').at(-1) ?? program;
  const spec = { label, owner: 'codec', program, args: ['--version'], env: {} } as const;
  try {
    const output = await captureOutput(runner, spec, signal ? { signal } : {});
    const version = /\d+(?:\.\d+)+/.exec(output)?.[0];
    if (version !== undefined) return version;
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    throw noVersion(program, error.message, error);
  }
  throw noVersion(program, 'it printed no version');
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

function noVersion(program: string, reason: string, cause?: unknown): HoldfastError {
  return new HoldfastError('TOOL_FAILED', `${program} did not tell its version: ${reason}.`, {
    hint: `Run “${program} --version” to see what is wrong, and install the program anew.`,
    cause,
  });
}
