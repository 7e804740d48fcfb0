/** age-keygen: makes identities and derives their public keys. Secrets pass through pipes only. */

import { HoldfastError } from '../errors/holdfast-error.js';
import { captureOutput } from '../pipeline/capture-output.js';
import { PipelineError } from '../pipeline/pipeline-error.js';
import type { ProcessRunner, ProcessSpec } from '../ports/process-runner.js';
import { isIdentity } from './identity-file.js';

const PUBLIC_KEY = /^age1[02-9ac-hj-np-z]{58}$/;

export class AgeKeygen {
  readonly #runner: ProcessRunner;
  readonly #program: string;

  /** @param program absolute path of age-keygen. */
  constructor(runner: ProcessRunner, program: string) {
    this.#runner = runner;
    this.#program = program;
  }

  /** A new secret identity. */
  async generate(): Promise<string> {
    const output = await this.#run([]);
    const identity = output.split('\n').find(isIdentity);
    if (identity === undefined) throw failed('it printed no identity');
    return identity;
  }

  /** The public keys, in the order of the identities; null where one of them is not valid (a wrong checksum). */
  async publicKeysOf(identities: readonly string[]): Promise<string[] | null> {
    if (identities.length === 0) return [];
    const output = await this.#run(['-y'], `${identities.join('\n')}\n`).catch((error: unknown) => {
      // What it prints may quote the secret: it is dropped.
      if (error instanceof HoldfastError && error.details['exitCode'] === 1) return null;
      throw error;
    });
    if (output === null) return null;
    const keys = output.split('\n').filter((line) => PUBLIC_KEY.test(line));
    if (keys.length !== identities.length) throw failed('it did not print one public key for each identity');
    return keys;
  }

  async #run(args: readonly string[], input?: string): Promise<string> {
    const spec: ProcessSpec = { label: 'age-keygen', owner: 'codec', program: this.#program, args, env: {} };
    try {
      return await captureOutput(this.#runner, spec, input === undefined ? {} : { input });
    } catch (error) {
      if (!(error instanceof PipelineError)) throw error;
      const reason = error.root?.startError?.message ?? `exit code ${error.root?.exitCode ?? 'unknown'}`;
      throw failed(reason, error.root?.exitCode ?? null);
    }
  }
}

function failed(reason: string, exitCode: number | null = null): HoldfastError {
  return new HoldfastError('TOOL_FAILED', `age-keygen failed: ${reason}.`, {
    hint: 'Check that age is installed properly: run “age-keygen --version”.',
    details: { exitCode },
  });
}
