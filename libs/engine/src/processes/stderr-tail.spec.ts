import { StderrTail } from './stderr-tail.js';

function linesOf(...chunks: string[]): string[] {
  const lines: string[] = [];
  const tail = new StderrTail((line) => lines.push(line));
  for (const chunk of chunks) tail.write(Buffer.from(chunk));
  tail.end();
  return lines;
}

describe('StderrTail', () => {
  it('hands out whole lines however the bytes arrive', () => {
    expect(linesOf('a', 'b\nc', '\r\nlast')).toEqual(['ab', 'c', 'last']);
  });

  it('cuts a line that never ends', () => {
    const lines = linesOf(...Array.from({ length: 40 }, () => 'x'.repeat(1024)), '\nnext\n');
    expect(lines.map(({ length }) => length)).toEqual([8192, 4]);
  });

  it('keeps the last 64 KiB', () => {
    const tail = new StderrTail(null);
    for (let index = 0; index < 1000; index += 1) tail.write(Buffer.from(`${index} ${'y'.repeat(1000)}\n`));
    expect(tail.text()).toHaveLength(64 * 1024);
    expect(tail.text()).toMatch(/\n999 y+\n$/);
  });

  it('blots out passwords in addresses', () => {
    const tail = new StderrTail(null);
    tail.write(Buffer.from('cannot reach postgresql://sales:s3cr:et@db.example:5432/crm'));
    expect(tail.text()).toBe('cannot reach postgresql://sales:***@db.example:5432/crm');
  });
});
