/** After a crash: settles what became of the entry that was being written. Touches nothing else. */

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { misfitOf, parseLine, type AuditHead } from './audit-chain.js';
import { writeHead } from './audit-head.js';
import { cutAt, indexLines, readBytes, type LineIndex } from './audit-lines.js';
import { replaceFile } from './replace-file.js';

export interface AuditPlace {
  directory: string;
  /** Of `audit.jsonl`. */
  path: string;
  clock: { now(): Date };
}

/**
 * The head is written after the line. So one line more than the head says was cut off by a crash: whole, it
 * is taken in; torn, it is set aside. Anything else is not a crash's doing, stays, and is found by `verify`.
 */
export async function settleLastEntry(place: AuditPlace, head: AuditHead): Promise<AuditHead> {
  const index = await indexLines(place.path);
  if (index.starts.length !== head.sequence + 1) return head;
  const line = (await lastLine(place.path, index)).toString('utf8').replace(/\n$/, '');
  const record = parseLine(line);
  if (index.isRagged || record === null) {
    await setAside(place, index, head);
    return head;
  }
  if (misfitOf(line, head) !== null) return head;
  const next = { sequence: record.sequence, hash: record.hash };
  await writeHead(place.directory, next, head);
  return next;
}

/** Names of the notes that earlier recoveries left. */
export async function tornNotes(directory: string): Promise<string[]> {
  return (await readdir(directory)).filter((name) => /^audit-torn-.*\.json$/.test(name)).sort();
}

async function setAside(
  { directory, path, clock }: AuditPlace,
  index: LineIndex,
  head: AuditHead,
): Promise<void> {
  const foundAt = clock.now().toISOString();
  const offsetBytes = index.starts.at(-1) ?? 0;
  const bytes = await lastLine(path, index);
  const note = {
    note: `A crash cut off entry ${head.sequence + 1} of the audit log while it was written. Its bytes were moved here.`,
    foundAt,
    offsetBytes,
    text: bytes.toString('utf8'),
    base64: bytes.toString('base64'),
  };
  await replaceFile({
    path: join(directory, `audit-torn-${head.sequence + 1}-${foundAt.replace(/[:.]/g, '-')}.json`),
    content: `${JSON.stringify(note, null, 2)}\n`,
    previous: () => null,
    beforeRename: async () => {},
  });
  await cutAt(path, offsetBytes);
}

function lastLine(path: string, index: LineIndex): Promise<Buffer> {
  return readBytes(path, index.starts.at(-1) ?? 0, index.sizeBytes);
}
