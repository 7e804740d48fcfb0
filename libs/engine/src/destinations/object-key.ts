/** Keys of stored objects: relative, `/`-separated, made of safe names. */

import { SAFE_ID } from '../domain/backup-id.js';
import { HoldfastError } from '../errors/holdfast-error.js';

const MAX_PART_BYTES = 255;

/** The parts of a key. Throws INVALID_ID where one of them could lead out of the storage. */
export function partsOfKey(key: string): string[] {
  const parts = key.split('/');
  const bad = parts.find((part) => !SAFE_ID.test(part) || part.length > MAX_PART_BYTES);
  if (bad === undefined) return parts;
  throw new HoldfastError('INVALID_ID', `“${key}” is not a valid name for a stored object.`, {
    hint: 'Names consist of letters, digits, “-”, “_” and “.”, and begin with a letter or a digit.',
  });
}

/** The parts of a prefix: whole names, with or without a `/` at its end; none for everything. */
export function partsOfPrefix(prefix: string): string[] {
  return prefix === '' ? [] : partsOfKey(prefix.replace(/\/$/, ''));
}
