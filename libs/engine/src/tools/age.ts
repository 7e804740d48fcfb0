/** age as a pipeline stage. */

import type { ProcessSpec } from '../ports/process-runner.js';

/** @param recipients public keys; they may be seen by every user of the machine. */
export function ageEncrypt(program: string, recipients: readonly string[]): ProcessSpec {
  // Without a recipient age would ask for a passphrase.
  if (recipients.length === 0) throw new Error('Encryption needs at least one recipient.');
  return age(
    program,
    recipients.flatMap((recipient) => ['-r', recipient]),
  );
}

/** @param identityPath file of identities; only its path is in the arguments. */
export function ageDecrypt(program: string, identityPath: string): ProcessSpec {
  return age(program, ['-d', '-i', identityPath]);
}

function age(program: string, args: readonly string[]): ProcessSpec {
  return { label: 'age', owner: 'codec', program, args, env: {} };
}
