/** Why an object could not be opened: damaged, no key, or a program that failed. */

import { HoldfastError } from '../errors/holdfast-error.js';
import { describeOutcome, PipelineError } from '../pipeline/pipeline-error.js';
import type { ProcessOutcome } from '../ports/process-runner.js';
import { hashStored, type HashStoredRequest } from './stored-object.js';

/**
 * Damage comes first: where the stored bytes are not the expected ones, that is why programs and inspectors fail.
 * Reads the object once more to its end to tell.
 */
export async function explainReadFailure(error: unknown, request: HashStoredRequest): Promise<unknown> {
  const root = error instanceof PipelineError ? error.root : null;
  if (root !== null && root.startError !== null) return notStarted(root, error);
  const isPerhapsDamaged =
    error instanceof PipelineError || (error instanceof HoldfastError && error.code === 'BACKUP_CORRUPTED');
  if (!isPerhapsDamaged) return error;
  try {
    await hashStored(request);
  } catch (damage) {
    return damage;
  }
  if (root === null) return error;
  return saysKeyIsMissing(root)
    ? noKey(request.object.name, error)
    : failed(root, request.object.name, error);
}

function saysKeyIsMissing({ stderr }: ProcessOutcome): boolean {
  return /no identity matched/i.test(stderr);
}

function noKey(objectName: string, cause: unknown): HoldfastError {
  return new HoldfastError(
    'KEY_MISSING',
    `No key of the keyring opens ${objectName}; its stored bytes are intact.`,
    {
      hint: 'Put the identity from your recovery kit back into the keyring, or set BACKUP_ENCRYPTION_KEY to it.',
      cause,
    },
  );
}

function failed(root: ProcessOutcome, objectName: string, cause: unknown): HoldfastError {
  const message = `${objectName} could not be opened though its stored bytes are intact: ${describeOutcome(root)}.`;
  return new HoldfastError('TOOL_FAILED', message, {
    hint: `Check that ${root.label} is installed, and that nothing ends it, such as a lack of memory.`,
    cause,
  });
}

function notStarted(root: ProcessOutcome, cause: unknown): HoldfastError {
  return new HoldfastError('TOOL_MISSING', `${describeOutcome(root)}.`, {
    hint: `Install ${root.label} anew.`,
    cause,
  });
}
