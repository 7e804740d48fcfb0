/** Which record files there are, and which of them a catalog is known to have. */

import { join } from 'node:path';

import { z } from 'zod';

import { damaged, describeIssues } from './damage.js';
import { readJson } from './document.js';
import { replaceFile } from './replace-file.js';
import { restoreSchema } from './restore-schema.js';
import {
  apiKeySchema,
  backupSchema,
  destinationSchema,
  sessionSchema,
  settingsSchema,
  userSchema,
} from './schemas.js';

export const SCHEMAS = {
  'backups.json': backupSchema,
  'restores.json': restoreSchema,
  'users.json': userSchema,
  'sessions.json': sessionSchema,
  'api-keys.json': apiKeySchema,
  'settings.json': settingsSchema,
  'destinations.json': destinationSchema,
} as const;

export const RECORD_FILES: readonly string[] = Object.keys(SCHEMAS);

/** What catalogs had before they kept a list of their files. */
const FIRST_FILES = RECORD_FILES.slice(0, 6);

const listSchema = z.strictObject({ files: z.array(z.string()) });

/**
 * A file that is named here and is not there was lost; one that is not named is younger than the catalog
 * and is made empty.
 */
export async function recordedFiles(directory: string): Promise<readonly string[]> {
  const path = listPath(directory);
  const document = await readJson(path);
  if (document === null) return FIRST_FILES;
  const parsed = listSchema.safeParse(document.value);
  if (parsed.success) return parsed.data.files;
  throw damaged(path, `has content that does not fit (${describeIssues(parsed.error)})`);
}

/** Call it when all of them are there. */
export async function recordFiles(directory: string, files: readonly string[]): Promise<void> {
  const path = listPath(directory);
  const content = `${JSON.stringify({ files }, null, 2)}\n`;
  const document = await readJson(path);
  if (document !== null && `${JSON.stringify(document.value, null, 2)}\n` === content) return;
  await replaceFile({ path, content, previous: () => null, beforeRename: async () => {} });
}

export function listPath(directory: string): string {
  return join(directory, 'catalog.json');
}
