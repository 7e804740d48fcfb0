/** What the steps of one backup share. */

import type { BackupPhase } from '@holdfast/contract';

import type { BackUpRequest } from '../../engine.js';
import type { PackageWriter } from '../../package/package-writer.js';
import type { Keyring } from '../../ports/keyring.js';
import type { ProcessSpec } from '../../ports/process-runner.js';
import type { Adapters } from '../adapters.js';

export interface RunContext {
  adapters: Adapters;
  request: BackUpRequest;
  writer: PackageWriter;
  /** The same from the first byte to the signature, whatever key is added meanwhile. */
  keyring: Keyring;
}

/** None where it is not to be encrypted. */
export function encryptionStages({ adapters, request, keyring }: RunContext): ProcessSpec[] {
  return request.isEncrypted ? [adapters.codec().encrypt(keyring.currentRecipients())] : [];
}

export function tellProgress(
  { request }: RunContext,
  phase: BackupPhase,
  bytesDone: number,
  bytesTotal: number | null = null,
): void {
  request.onProgress({ phase, bytesDone, bytesTotal, itemsDone: null, itemsTotal: null });
}
