/** Whether backups can be written to their directory, and how much fits. Leaves nothing behind. */

import { randomUUID } from 'node:crypto';
import { rm, stat, statfs, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import type { Text } from '../messages/text.js';
import { formatBytes } from '../output/format-bytes.js';
import { codeOf, messageOf } from '../system-error.js';
import { failed, fine, note, type Finding } from './finding.js';

const EXIT_CODE = 14;
const LITTLE_BYTES = 1024 ** 3;

export async function checkStorage(storagePath: string, text: Text): Promise<Finding[]> {
  const name = text('field.storage');
  try {
    const directory = await nearestExisting(storagePath);
    await proveWritable(directory);
    const key = directory === storagePath ? 'doctor.storage.writable' : 'doctor.storage.creatable';
    const writable = fine({ name, message: text(key, { path: storagePath }) });
    return [writable, await checkSpace(directory, text)];
  } catch (error) {
    const message = text('doctor.storage.not-writable', { path: storagePath, reason: messageOf(error) });
    return [failed(EXIT_CODE, { name, message, hint: text('doctor.storage.hint') })];
  }
}

async function checkSpace(directory: string, text: Text): Promise<Finding> {
  const { bavail, bsize } = await statfs(directory);
  const freeBytes = bavail * bsize;
  const words = {
    name: text('doctor.space'),
    message: text('doctor.space.free', { free: formatBytes(freeBytes) }),
  };
  if (freeBytes === 0) return failed(EXIT_CODE, { ...words, hint: text('doctor.space.hint') });
  return freeBytes < LITTLE_BYTES ? note({ ...words, hint: text('doctor.space.hint') }) : fine(words);
}

/** The console creates a directory that does not exist yet. */
async function nearestExisting(path: string): Promise<string> {
  try {
    await stat(path);
    return path;
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' || dirname(path) === path) throw error;
    return nearestExisting(dirname(path));
  }
}

/** Permissions, read-only mounts and quotas are all told by trying only. */
async function proveWritable(directory: string): Promise<void> {
  const probe = join(directory, `.holdfast-doctor-${randomUUID()}`);
  try {
    await writeFile(probe, '', { flag: 'wx' });
  } finally {
    await rm(probe, { force: true });
  }
}
