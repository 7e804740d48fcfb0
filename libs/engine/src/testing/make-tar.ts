/** Tars of all kinds, also such as nobody should send. */

import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { pack } from 'tar-stream';

import { captureOutput } from '../pipeline/capture-output.js';
import { fixtureRunner } from './package-fixture.js';
import { program } from './fixture-programs.js';

export interface FakeEntry {
  name: string;
  type?: 'file' | 'link' | 'symlink' | 'directory' | 'character-device' | 'fifo';
  linkname?: string;
  content?: Buffer | string;
}

/** Entries as they are given, checked by nobody. */
export async function tarOfEntries(entries: readonly FakeEntry[]): Promise<Buffer> {
  const tar = pack();
  for (const { name, type = 'file', linkname, content = '' } of entries) {
    tar.entry({ name, type, ...(linkname !== undefined && { linkname }) }, content);
  }
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** By the program tar. @param args before the names, such as `--format=pax`. */
export async function tarByProgram(
  directory: string,
  from: string,
  ...args: string[]
): Promise<AsyncIterable<Buffer>> {
  const path = join(directory, 'by-program.tar');
  await rm(path, { force: true });
  await captureOutput(fixtureRunner, program('/usr/bin/tar', '-C', from, '-cf', path, ...args));
  return createReadStream(path) as AsyncIterable<Buffer>;
}

/** In pieces that fit no block of a tar. */
export async function* inPieces(bytes: Buffer, pieceBytes = 1000): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    yield await Promise.resolve(bytes.subarray(at, at + pieceBytes));
  }
}
