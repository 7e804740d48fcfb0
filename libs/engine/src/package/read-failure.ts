/** Why an object could not be opened: damaged, no key, or a program that failed. */

import { HoldfastError } from '../errors/holdfast-error.js';
import { describeOutcome, PipelineError } from '../pipeline/pipeline-error.js';
import type { Destination } from '../ports/destination.js';
import type { ProcessOutcome } from '../ports/process-runner.js';
import type { ChainLink } from './delta/component-chain.js';
import { innermost, LinkFailure } from './delta/read-raw.js';
import { hashStored, type HashStoredRequest } from './stored-object.js';

export interface FailedChain {
  destination: Destination;
  chain: readonly [ChainLink, ...ChainLink[]];
  signal: AbortSignal;
}

/**
 * Damage comes first: where the stored bytes are not the expected ones, that is why programs and inspectors fail.
 * Reads the object once more to its end to tell.
 */
export function explainReadFailure(error: unknown, request: HashStoredRequest): Promise<unknown> {
  return explain(error, request.object.name, () => damageOf(request));
}

/** The same for what was read inside of each other; the whole object that the others build on is looked at first. */
export function explainChainFailure(error: unknown, read: FailedChain): Promise<unknown> {
  const { label } = error instanceof LinkFailure ? error.link : read.chain[0];
  return explain(error instanceof LinkFailure ? error.cause : error, label, async () => {
    for (const link of read.chain.toReversed()) {
      const damage = await damageOfLink(link, read);
      if (damage !== null) return damage;
    }
    return null;
  });
}

async function explain(error: unknown, label: string, findDamage: () => Promise<unknown>): Promise<unknown> {
  const cause = innermost(error);
  const root = cause instanceof PipelineError ? cause.root : null;
  if (root !== null && root.startError !== null) return notStarted(root, error);
  const isPerhapsDamaged =
    cause instanceof PipelineError || (cause instanceof HoldfastError && cause.code === 'BACKUP_CORRUPTED');
  if (!isPerhapsDamaged) return cause;
  const damage = await findDamage();
  if (damage !== null) return damage;
  if (root === null) return cause;
  return saysKeyIsMissing(root) ? noKey(label, error) : failed(root, label, error);
}

/** Null where there is none; also why it cannot be told. */
async function damageOf(request: HashStoredRequest): Promise<unknown> {
  try {
    await hashStored(request);
    return null;
  } catch (error) {
    return error;
  }
}

/** With `brokenBackupId` in the details where it is not the package's own object. */
async function damageOfLink(link: ChainLink, { destination, chain, signal }: FailedChain): Promise<unknown> {
  const { ref, component, label } = link;
  const damage = await damageOf({ destination, ref, object: { ...component.object, label }, signal });
  const isOfBase = damage instanceof HoldfastError && damage.code === 'BACKUP_CORRUPTED' && link !== chain[0];
  if (!isOfBase) return damage;
  const { code, message, hint, details, cause } = damage;
  const known = { ...details, brokenBackupId: ref.backupId };
  return new HoldfastError(code, message, { ...(hint !== null && { hint }), details: known, cause });
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
