/** Turns what the file system says into the catalog's words. */

import { CatalogError } from '../catalog-error.js';

const REASONS: Readonly<Record<string, { reason: string; hint: string }>> = {
  ENOSPC: { reason: 'no space is left on the device', hint: 'Free some space, then try again.' },
  EDQUOT: {
    reason: 'the disk quota is used up',
    hint: 'Free some space or raise the quota, then try again.',
  },
  EIO: { reason: 'the device reported an error', hint: 'Check the disk and the system log.' },
  EROFS: { reason: 'the file system is read-only', hint: 'Mount it for writing, then try again.' },
  EACCES: { reason: 'access is denied', hint: 'Give the user that runs Holdfast access to it.' },
  EPERM: { reason: 'access is denied', hint: 'Give the user that runs Holdfast access to it.' },
  ENOTDIR: { reason: 'a part of the path is not a directory', hint: 'Check BACKUP_STORAGE_PATH.' },
};

const OTHER_HINT = 'Check that the storage is mounted and works, then try again.';

/** `action` completes "Could not …". Errors that do not come from the file system pass unchanged. */
export function asStorageError(error: unknown, action: string): unknown {
  const code = systemCode(error);
  if (code === null || error instanceof CatalogError) return error;
  const known = REASONS[code];
  const message = `Could not ${action}: ${known?.reason ?? 'the storage refused'} (${code}).`;
  return new CatalogError('CATALOG_UNAVAILABLE', message, known?.hint ?? OTHER_HINT, { cause: error });
}

/** `ENOENT` and the like; null where the error is not the operating system's. */
export function systemCode(error: unknown): string | null {
  // Not `instanceof`: errors of the file system may come from another realm.
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' && /^E[A-Z0-9]+$/.test(error.code) ? error.code : null;
}
