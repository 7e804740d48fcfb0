/** The head of the audit chain, kept beside the log so that a cut tail is found. */

import { join } from 'node:path';

import { z } from 'zod';

import type { AuditHead } from './audit-chain.js';
import { damaged, describeIssues } from './damage.js';
import { readJson } from './document.js';
import { replaceFile } from './replace-file.js';

const headSchema = z.strictObject({
  sequence: z.number().int().nonnegative(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});

const HEAD_HINT =
  'Nothing was changed. Put back a good copy of the file. Where there is none, move audit.jsonl and audit-head.json to a safe place; a new log begins then.';

export function headPath(directory: string): string {
  return join(directory, 'audit-head.json');
}

/** Null where there is none; throws CATALOG_DAMAGED where it cannot be read. */
export async function readHead(directory: string): Promise<AuditHead | null> {
  const path = headPath(directory);
  const document = await readJson(path);
  if (document === null) return null;
  const parsed = headSchema.safeParse(document.value);
  if (!parsed.success) {
    throw damaged(path, `has content that does not fit (${describeIssues(parsed.error)})`, HEAD_HINT);
  }
  return parsed.data;
}

export function missingHead(directory: string): Error {
  return damaged(headPath(directory), 'is missing although audit.jsonl has entries', HEAD_HINT);
}

export async function writeHead(
  directory: string,
  head: AuditHead,
  previous: AuditHead | null,
): Promise<void> {
  await replaceFile({
    path: headPath(directory),
    content: serialize(head),
    previous: () => (previous === null ? null : serialize(previous)),
    beforeRename: async () => {},
  });
}

function serialize(head: AuditHead): string {
  return `${JSON.stringify(head, null, 2)}\n`;
}
