/** Small secrets, such as the key of a bucket, encrypted to the keyring, so that they can lie in a catalog. */

import { Readable } from 'node:stream';

import { Secret } from '../domain/secret.js';
import { HoldfastError } from '../errors/holdfast-error.js';
import { runPipeline } from '../pipeline/run-pipeline.js';
import type { ProcessSpec } from '../ports/process-runner.js';
import type { Adapters } from './adapters.js';

/** @returns base64 of what age makes of it */
export async function sealSecret(adapters: Adapters, secret: Secret): Promise<string> {
  const stage = adapters.codec().encrypt(adapters.keyring().currentRecipients());
  return (await passThrough(adapters, stage, Buffer.from(secret.reveal()))).toString('base64');
}

/** Throws KEY_MISSING where no key of the keyring opens it. */
export async function openSecret(adapters: Adapters, sealed: string): Promise<Secret> {
  try {
    const bytes = await passThrough(adapters, adapters.codec().decrypt(), Buffer.from(sealed, 'base64'));
    return new Secret(bytes.toString());
  } catch (cause) {
    throw new HoldfastError('KEY_MISSING', 'A stored secret cannot be opened with the keys of the keyring.', {
      hint: 'Enter the secret again, or bring the missing key back into the keyring.',
      cause,
    });
  }
}

async function passThrough({ runner }: Adapters, stage: ProcessSpec, input: Buffer): Promise<Buffer> {
  const { value } = await runPipeline(runner, {
    stages: [stage],
    source: Readable.from([input], { objectMode: false }),
    sink: async (output) => Buffer.concat((await output.toArray()) as Buffer[]),
    signal: new AbortController().signal,
  });
  return value;
}
