/** The keys that `recover` is given: a keyring, a recovery kit, or any text that holds identities of age. */

import { readFile, writeFile } from 'node:fs/promises';

import { CliError } from '../cli-error.js';
import type { Text } from '../messages/text.js';
import { messageOf } from '../system-error.js';

const IDENTITY = /\bAGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}\b/g;

/**
 * Writes a keyring that only this user can read: the file that was given may lie on a stick
 * whose file system knows no permissions, and a recovery kit holds more than keys.
 */
export async function writeKeyring(keyFile: string, keyringPath: string, text: Text): Promise<void> {
  const identities = new Set((await readKeys(keyFile, text)).match(IDENTITY));
  if (identities.size === 0) {
    throw new CliError('KEYRING_INVALID', text('recover.no-keys', { path: keyFile }), {
      hint: text('recover.no-keys.hint'),
    });
  }
  await writeFile(keyringPath, [...identities, ''].join('\n'), { mode: 0o600, flag: 'wx' });
}

async function readKeys(path: string, text: Text): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const reason = messageOf(error);
    throw new CliError('KEY_MISSING', text('recover.key-unreadable', { path, reason }), {
      hint: text('recover.no-keys.hint'),
      cause: error,
    });
  }
}
