/** Turns what the file system says into an error that a person can act on. */

import { statfs } from 'node:fs/promises';

import { HoldfastError } from '../../errors/holdfast-error.js';

const FULL = new Set(['ENOSPC', 'EDQUOT']);

const HINTS: Readonly<Record<string, string>> = {
  EIO: 'The disk reports errors: check its health and the system log.',
  EROFS: 'It is mounted read-only: check the system log and mount it for writing.',
  EACCES: 'Give the user that runs Holdfast read and write permission for it.',
  EPERM: 'Give the user that runs Holdfast read and write permission for it.',
  ENOENT: 'Check that the disk is mounted and that nobody removed the directory.',
  ENOTDIR: 'Something that is not a directory stands in its place: move it away.',
  ELOOP: 'Replace the symbolic link by a real directory or file.',
  EMFILE: 'Too many files are open: raise the limit of open files.',
};

/** @param rootPath the storage's directory, to tell how much of it is free. */
export async function storageError(error: unknown, action: string, rootPath: string): Promise<HoldfastError> {
  if (error instanceof HoldfastError) return error;
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
  if (FULL.has(code)) return storageFull(error, action, rootPath);
  return new HoldfastError(
    'STORAGE_UNAVAILABLE',
    `${action} failed: ${reason(error)} (storage ${rootPath}).`,
    {
      hint: HINTS[code] ?? 'Check the storage and the system log.',
      details: { errno: code },
      cause: error,
    },
  );
}

async function storageFull(error: unknown, action: string, rootPath: string): Promise<HoldfastError> {
  const freeBytes = await freeBytesOf(rootPath).catch(() => null);
  const free = freeBytes === null ? '' : ` (${freeBytes} bytes free)`;
  return new HoldfastError('STORAGE_FULL', `${action} failed: no space is left in ${rootPath}${free}.`, {
    hint: 'Delete backups that are not needed, shorten the retention, or enlarge the storage.',
    details: { freeBytes },
    cause: error,
  });
}

/** Bytes that this user may still write. */
export async function freeBytesOf(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path);
  return bavail * bsize;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
