import type { FileHandle } from 'node:fs/promises';

import { ChunkWriter } from './chunk-writer.js';

/** Stands for an open file, and notes how much each write is given. */
function recordingFile() {
  const sizes: number[] = [];
  const writev = (buffers: Buffer[]) => {
    const bytesWritten = buffers.reduce((sum, { length }) => sum + length, 0);
    sizes.push(bytesWritten);
    return Promise.resolve({ bytesWritten, buffers });
  };
  return { sizes, handle: { writev } as unknown as FileHandle };
}

describe('writing in blocks', () => {
  it.each([64, 256])('hands over %d bytes at once, and the rest at the end', async (blockBytes) => {
    const { sizes, handle } = recordingFile();
    const writer = new ChunkWriter(handle, blockBytes);
    for (let n = 0; n < 40; n += 1) await writer.write(Buffer.alloc(16));
    await writer.end();
    const whole = Math.floor(640 / blockBytes);
    const rest = 640 - whole * blockBytes;
    expect(sizes).toEqual([...Array.from({ length: whole }, () => blockBytes), ...(rest > 0 ? [rest] : [])]);
    expect(writer.writtenBytes).toBe(640);
  });
});
