/** Errors that every destination throws alike. */

import { HoldfastError } from '../errors/holdfast-error.js';

export function objectMissing(key: string, location: string): HoldfastError {
  return new HoldfastError('BACKUP_CORRUPTED', `The object ${key} is missing in ${location}.`, {
    hint: 'Use another backup, or bring the object back from a copy of the storage.',
  });
}

export function objectTaken(key: string): HoldfastError {
  return new HoldfastError(
    'STORAGE_UNAVAILABLE',
    `${key} exists already; a stored object is never replaced.`,
    {
      hint: 'Delete the backup that it belongs to first.',
    },
  );
}
