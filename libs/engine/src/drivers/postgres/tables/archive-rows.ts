/** One table's rows, taken out of a spooled archive by their position: COPY text as pg_dump wrote it. */

import { createReadStream } from 'node:fs';

import type { ArchiveIndex } from '../archive/archive-index.js';
import { type DataBlockHandler, DataBlockReader } from '../archive/data-block-reader.js';
import { notAnArchive } from '../archive/toc-reader.js';

const PIECE_BYTES = 256 * 1024;
/** Ends every table's data; it is no row. */
const END_OF_DATA = Buffer.from('\\.\n\n\n');

export async function* readRows(path: string, archive: ArchiveIndex, dumpId: number): AsyncGenerator<Buffer> {
  const start = archive.dataOffsets.get(dumpId);
  const sizeBytes = archive.dataBytes.get(dumpId);
  if (start === undefined || sizeBytes === undefined) throw notAnArchive(`entry ${dumpId} has no data`);
  const gatherer = new Gatherer();
  const reader = new DataBlockReader(gatherer, archive.header.intSizeBytes, start);
  const file = createReadStream(path, { start, end: start + sizeBytes - 1, highWaterMark: PIECE_BYTES });
  // The end mark may lie across two pieces, so as much is always held back.
  let held: Buffer = Buffer.alloc(0);
  for await (const piece of file as AsyncIterable<Buffer>) {
    reader.write(piece);
    const text = Buffer.concat([held, ...gatherer.take()]);
    const ready = Math.max(0, text.length - END_OF_DATA.length);
    held = text.subarray(ready);
    if (ready > 0) yield text.subarray(0, ready);
  }
  if (!held.equals(END_OF_DATA)) throw notAnArchive(`the data of entry ${dumpId} has no end mark`);
}

class Gatherer implements DataBlockHandler {
  #chunks: Buffer[] = [];

  take(): Buffer[] {
    const chunks = this.#chunks;
    this.#chunks = [];
    return chunks;
  }

  chunk(bytes: Buffer, _view: DataView, start: number, end: number): void {
    this.#chunks.push(bytes.subarray(start, end));
  }

  startBlock(): void {}
  startLargeObject(): void {}
  endLargeObject(): void {}
  endBlock(): void {}
}
