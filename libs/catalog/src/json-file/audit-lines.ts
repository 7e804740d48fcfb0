/** The audit log as lines of bytes: where they begin, reading some, adding one, cutting off the end. */

import { createReadStream } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';

import { systemCode } from './storage-error.js';

const NEWLINE = 0x0a;

export interface LineIndex {
  /** Offset in bytes of each line, the unfinished last one included. */
  starts: number[];
  sizeBytes: number;
  /** Whether bytes follow the last line end. */
  isRagged: boolean;
}

/** A missing file has no lines. */
export async function indexLines(path: string): Promise<LineIndex> {
  const starts: number[] = [];
  let sizeBytes = 0;
  let next = 0;
  for await (const chunk of chunksOf(path)) {
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) {
      starts.push(next);
      next = sizeBytes + at + 1;
    }
    sizeBytes += chunk.length;
  }
  const isRagged = next < sizeBytes;
  if (isRagged) starts.push(next);
  return { starts, sizeBytes, isRagged };
}

export async function readBytes(path: string, start: number, end: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  if (end > start) for await (const chunk of chunksOf(path, start, end - 1)) parts.push(chunk);
  return Buffer.concat(parts);
}

/** Lines `from` (inclusive) to `to` (exclusive), without their line ends. */
export async function readLines(path: string, index: LineIndex, from: number, to: number): Promise<string[]> {
  if (from >= to) return [];
  const bytes = await readBytes(path, index.starts[from] ?? 0, index.starts[to] ?? index.sizeBytes);
  return bytes.toString('utf8').replace(/\n$/, '').split('\n');
}

export async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    (found) => found.size,
    (error: unknown) => {
      if (systemCode(error) === 'ENOENT') return 0;
      throw error;
    },
  );
}

/** Durable when it resolves. Where it throws, a part of the line may have been written. */
export async function appendLine(path: string, line: string): Promise<void> {
  const handle = await open(path, 'a+', 0o600);
  try {
    const glue = (await endsInsideLine(handle)) ? '\n' : '';
    await handle.appendFile(`${glue}${line}\n`, 'utf8');
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export async function cutAt(path: string, sizeBytes: number): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.truncate(sizeBytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A fragment that somebody left must not swallow the entry after it. */
async function endsInsideLine(handle: FileHandle): Promise<boolean> {
  const { size } = await handle.stat();
  if (size === 0) return false;
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] !== NEWLINE;
}

async function* chunksOf(path: string, start = 0, end = Infinity): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of createReadStream(path, { start, end })) yield chunk as Buffer;
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
}
