/** What goes wrong in the work directory, told apart from what goes wrong in the storage. */

import { dirname } from 'node:path';

import { HoldfastError } from '../../errors/holdfast-error.js';

const FULL = new Set(['ENOSPC', 'EDQUOT']);

/** In `details.workPath` of every error from here. */
export function explainWorkFailure(path: string): (error: unknown) => never {
  return (error) => {
    const workPath = dirname(path);
    const { code = '', message } = error as NodeJS.ErrnoException;
    const options = { details: { workPath }, cause: error };
    if (FULL.has(code)) {
      throw new HoldfastError('STORAGE_FULL', `No space is left in the work directory ${workPath}.`, {
        ...options,
        hint: 'A differential or incremental backup needs about 400 MB there, and so does opening one.',
      });
    }
    throw new HoldfastError(
      'STORAGE_UNAVAILABLE',
      `The work directory ${workPath} cannot be used: ${message}.`,
      { ...options, hint: 'Check that it exists and that the user who runs Holdfast may write there.' },
    );
  };
}
