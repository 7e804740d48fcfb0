/** The form of a record file: `{schemaVersion, records}`, and the way in and out of it. */

import { readFile } from 'node:fs/promises';

import { z } from 'zod';

import { CatalogError } from '../catalog-error.js';
import { damaged, describeIssues } from './damage.js';
import { systemCode } from './storage-error.js';

export const SCHEMA_VERSION = 1;

const versionSchema = z.object({ schemaVersion: z.number().int().positive() });

export function serializeRecords(records: Iterable<unknown>): string {
  return `${JSON.stringify({ schemaVersion: SCHEMA_VERSION, records: [...records] }, null, 2)}\n`;
}

/** Null where there is no such file; throws where its content cannot be trusted. */
export async function readRecords<R extends { id: string }>(
  path: string,
  schema: z.ZodType<R>,
): Promise<R[] | null> {
  const document = await readJson(path);
  if (document === null) return null;
  refuseNewerVersion(path, document.value);
  const shape = z.strictObject({ schemaVersion: z.literal(SCHEMA_VERSION), records: z.array(schema) });
  const parsed = shape.safeParse(document.value);
  if (!parsed.success) throw damaged(path, `has content that does not fit (${describeIssues(parsed.error)})`);
  refuseDuplicates(path, parsed.data.records);
  return parsed.data.records;
}

/** Wrapped, because a file may hold the word `null`; null where there is no file. */
export async function readJson(path: string): Promise<{ value: unknown } | null> {
  const bytes = await readFile(path).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  });
  return bytes === null ? null : { value: parseJson(path, bytes) };
}

function parseJson(path: string, bytes: Uint8Array): unknown {
  if (bytes.length === 0) throw damaged(path, 'is empty');
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    // V8 quotes the text around the mistake, and here that may be a password's hash.
    const position = /position (\d+)/.exec(String(error))?.[1];
    throw damaged(path, `is not valid JSON${position === undefined ? '' : ` (at character ${position})`}`);
  }
}

function refuseNewerVersion(path: string, document: unknown): void {
  const version = versionSchema.safeParse(document).data?.schemaVersion;
  if (version === undefined || version <= SCHEMA_VERSION) return;
  throw new CatalogError(
    'CATALOG_UNAVAILABLE',
    `The catalog file ${path} was written by a newer Holdfast (schema version ${version}; this one knows ${SCHEMA_VERSION}).`,
    'Nothing was changed. Start the newer Holdfast again.',
  );
}

function refuseDuplicates(path: string, records: readonly { id: string }[]): void {
  const seen = new Set<string>();
  for (const { id } of records) {
    if (seen.has(id)) throw damaged(path, `holds two records with the id "${id}"`);
    seen.add(id);
  }
}
