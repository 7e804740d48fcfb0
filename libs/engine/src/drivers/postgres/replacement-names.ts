/** Names of the databases that stand beside a live one. Only what carries them is ever dropped. */

import { createHash } from 'node:crypto';

import type { DatabaseReplacement } from '../../domain/database-replacement.js';

type Role = 'restoring' | 'before' | 'undone';

/** Longer names are cut silently by the server. */
const MAX_NAME_BYTES = 63;
const OURS = /^(.*)__(restoring|before|undone)_([0-9a-f]{4})([0-9a-f]{8})$/s;

export function replacementNames(
  componentName: string,
  liveName: string,
  restoreId: string,
): DatabaseReplacement {
  const id = ownerId(liveName) + digest(`${liveName}\0${restoreId}`).slice(0, 8);
  const name = (role: Role): string => {
    const tail = `__${role}_${id}`;
    return cutToBytes(liveName, MAX_NAME_BYTES - tail.length) + tail;
  };
  return {
    componentName,
    liveName,
    besideName: name('restoring'),
    keptName: name('before'),
    undoneName: name('undone'),
  };
}

/** Whether the name could have been given by us to a database of this live one. */
export function isReplacementOf(liveName: string, name: string): boolean {
  const match = OURS.exec(name);
  if (!match || name === liveName) return false;
  return match[3] === ownerId(liveName) && liveName.startsWith(match[1] ?? '');
}

/** Tells live names apart whose beginnings are the same after shortening. */
function ownerId(liveName: string): string {
  return digest(liveName).slice(0, 4);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** At most so many bytes of UTF-8, without half a character at the end. */
export function cutToBytes(text: string, maxBytes: number): string {
  let result = '';
  let bytes = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > maxBytes) break;
    result += character;
  }
  return result;
}
