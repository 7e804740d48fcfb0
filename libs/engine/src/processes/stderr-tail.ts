/** The end of a program's standard error, bounded in memory; passwords in addresses are blotted out. */

import { StringDecoder } from 'node:string_decoder';

const MAX_TAIL_BYTES = 64 * 1024;
const MAX_LINE_LENGTH = 8 * 1024;
const PASSWORD_IN_ADDRESS = /(:\/\/[^\s:/@]*):[^\s@]+@/g;

export class StderrTail {
  readonly #onLine: ((line: string) => void) | null;
  readonly #decoder = new StringDecoder('utf8');
  #chunks: Buffer[] = [];
  #keptBytes = 0;
  #line = '';

  /** @param onLine gets each whole line without its end; a line is cut at 8 KiB. */
  constructor(onLine: ((line: string) => void) | null) {
    this.#onLine = onLine;
  }

  write(chunk: Buffer): void {
    this.#keep(chunk);
    if (this.#onLine !== null) this.#split(this.#decoder.write(chunk));
  }

  /** Hands out a last line that has no end. */
  end(): void {
    if (this.#line !== '') this.#emitLine();
  }

  /** The last 64 KiB. */
  text(): string {
    return redact(Buffer.concat(this.#chunks).subarray(-MAX_TAIL_BYTES).toString('utf8'));
  }

  #keep(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#keptBytes += chunk.length;
    if (this.#keptBytes < 2 * MAX_TAIL_BYTES) return;
    // Copied, so that the large blocks which the chunks are views of can be freed.
    const tail = Buffer.from(Buffer.concat(this.#chunks).subarray(-MAX_TAIL_BYTES));
    this.#chunks = [tail];
    this.#keptBytes = tail.length;
  }

  #split(text: string): void {
    const pieces = text.split('\n');
    for (const [index, piece] of pieces.entries()) {
      if (index > 0) this.#emitLine();
      this.#line = (this.#line + piece).slice(0, MAX_LINE_LENGTH);
    }
  }

  #emitLine(): void {
    const line = this.#line.replace(/\r$/, '');
    this.#line = '';
    this.#onLine?.(redact(line));
  }
}

function redact(text: string): string {
  return text.replace(PASSWORD_IN_ADDRESS, '$1:***@');
}
