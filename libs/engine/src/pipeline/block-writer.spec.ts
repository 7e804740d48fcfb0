import type { FileHandle } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';

import { BlockPool, BlockWriter } from './block-writer.js';

/** Stands for an open file, and notes how much each write is given. */
function recordingFile(atMostBytes = Infinity) {
  const sizes: number[] = [];
  const written: Buffer[] = [];
  const write = async (buffer: Buffer) => {
    const bytesWritten = Math.min(buffer.length, atMostBytes);
    sizes.push(bytesWritten);
    // Takes its time, as a disk does.
    await setImmediate();
    written.push(Buffer.from(buffer.subarray(0, bytesWritten)));
    return { bytesWritten, buffer };
  };
  return { sizes, written, handle: { write } as unknown as FileHandle };
}

describe('writing in blocks', () => {
  it.each([64, 256])('hands over %d bytes at once, and the rest at the end', async (blockBytes) => {
    const { sizes, handle } = recordingFile();
    const writer = new BlockWriter(handle, new BlockPool(blockBytes));
    for (let n = 0; n < 40; n += 1) await writer.write(Buffer.alloc(16));
    await writer.end();
    const whole = Math.floor(640 / blockBytes);
    const rest = 640 - whole * blockBytes;
    expect(sizes).toEqual([...Array.from({ length: whole }, () => blockBytes), ...(rest > 0 ? [rest] : [])]);
    expect(writer.writtenBytes).toBe(640);
  });

  it('writes on where the file took less than it was given', async () => {
    const { written, handle } = recordingFile(100);
    const writer = new BlockWriter(handle, new BlockPool(256));
    const bytes = Buffer.from(Array.from({ length: 640 }, (_, n) => n % 251));
    await writer.write(bytes);
    await writer.end();
    expect(Buffer.concat(written)).toEqual(bytes);
    expect(writer.writtenBytes).toBe(640);
  });

  it('fills no block again that is still being written', async () => {
    const { written, handle } = recordingFile();
    const pool = new BlockPool(16);
    const writer = new BlockWriter(handle, pool);
    const chunk = Buffer.alloc(8);
    for (let n = 0; n < 10; n += 1) await writer.write(chunk.fill(n));
    await writer.end();
    expect([...Buffer.concat(written)]).toEqual(Array.from({ length: 80 }, (_, n) => Math.floor(n / 8)));
  });
});
