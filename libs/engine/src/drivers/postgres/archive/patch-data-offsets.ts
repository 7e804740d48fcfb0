/**
 * An archive that pg_dump wrote to a pipe does not say where its data lies, so that parallel pg_restore
 * workers must search for it. This writes the places into the table of contents.
 */
import { open } from 'node:fs/promises';

import type { ArchiveIndex } from './archive-index.js';

const OFFSET_IS_SET = 2;

/** @param path of the whole archive in a file of its own; the entries' offsets are changed in place. */
export async function patchDataOffsets(path: string, archive: ArchiveIndex): Promise<void> {
  const file = await open(path, 'r+');
  try {
    for (const entry of archive.entries) {
      const offset = archive.dataOffsets.get(entry.dumpId);
      if (offset === undefined) continue;
      const field = encodeOffset(offset, archive.header.offsetSizeBytes);
      await file.write(field, 0, field.length, entry.offsetPosition);
    }
  } finally {
    await file.close();
  }
}

function encodeOffset(offset: number, sizeBytes: number): Buffer {
  const field = Buffer.alloc(1 + sizeBytes);
  field[0] = OFFSET_IS_SET;
  for (let i = 0, rest = offset; i < sizeBytes; i += 1, rest = Math.floor(rest / 256))
    field[1 + i] = rest % 256;
  return field;
}
