/**
 * A 64-bit hash of each row's text and the sum of it over all rows, so that the order of rows does not matter.
 *
 * Two independent 32-bit lanes run over little-endian 32-bit words, the last word padded with zeros:
 * lane a is the round of xxHash32, lane b the round of MurmurHash3, each closed with the row's length in
 * bytes and MurmurHash3's finaliser. Rows may arrive in pieces of any size; nothing is buffered.
 */

const LINE_FEED = 10;
const LINE_FEEDS = 0x0a0a0a0a;
/** The row `\.` ends a table's data. */
const END_OF_DATA_WORD = 0x2e5c;
const SEED_A = 0x9747b28c | 0;
const SEED_B = 0x3c6ef372;

export class RowHash {
  rows = 0;
  bytes = 0;
  #sumA = 0;
  #sumB = 0;
  #laneA = SEED_A;
  #laneB = SEED_B;
  /** Bytes of the unfinished row. */
  #rowBytes = 0;
  /** Up to three bytes that do not fill a word yet. */
  #word = 0;
  #wordBytes = 0;
  #isAtEnd = false;

  /** Takes a piece of COPY text: any part of any number of rows. */
  write(text: Buffer, view: DataView, start: number, end: number): void {
    let at = start;
    while (at < end && !this.#isAtEnd) {
      at = this.#wordBytes === 0 ? this.#takeWords(view, at, end) : at;
      if (at < end) at = this.#takeByte(text[at] as number, at);
    }
  }

  /** One whole item that is not COPY text, such as a large object, is closed with its number. */
  closeItem(number: number): void {
    this.#laneA = Math.imul(this.#laneA ^ number, 0x9e3779b1);
    this.#laneB = Math.imul(this.#laneB ^ number, 0x85ebca77);
    this.#closeRow();
  }

  /** Takes a piece of an item that is not COPY text: line feeds mean nothing in it. */
  writeItem(data: Buffer, start: number, end: number): void {
    for (let at = start; at < end; at += 1) this.#addByte(data[at] as number);
  }

  /** Whether the row is closed and, for COPY text, the end-of-data row was seen. */
  get isComplete(): boolean {
    return this.#isAtEnd && this.#rowBytes === 0;
  }

  digest(): string {
    return hex32(this.#sumA) + hex32(this.#sumB);
  }

  /** The hot loop: whole words without a line feed in them. Returns where it stopped. */
  #takeWords(view: DataView, start: number, end: number): number {
    let a = this.#laneA;
    let b = this.#laneB;
    let at = start;
    for (const last = end - 4; at <= last; at += 4) {
      const word = view.getInt32(at, true);
      const x = word ^ LINE_FEEDS;
      if (((x - 0x01010101) & ~x & 0x80808080) !== 0) break;
      a = (a + Math.imul(word, 0x85ebca77)) | 0;
      a = Math.imul((a << 13) | (a >>> 19), 0x9e3779b1);
      let k = Math.imul(word, 0xcc9e2d51);
      k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
      b ^= k;
      b = (Math.imul((b << 13) | (b >>> 19), 5) + 0xe6546b64) | 0;
    }
    this.#laneA = a;
    this.#laneB = b;
    this.#rowBytes += at - start;
    return at;
  }

  #takeByte(byte: number, at: number): number {
    if (byte !== LINE_FEED) this.#addByte(byte);
    else if (this.#rowBytes === 2 && this.#word === END_OF_DATA_WORD) this.#endData();
    else this.#closeRow();
    return at + 1;
  }

  #addByte(byte: number): void {
    this.#word |= byte << (8 * this.#wordBytes);
    this.#wordBytes += 1;
    this.#rowBytes += 1;
    if (this.#wordBytes === 4) this.#mixWord();
  }

  #mixWord(): void {
    const word = this.#word;
    let a = (this.#laneA + Math.imul(word, 0x85ebca77)) | 0;
    a = Math.imul((a << 13) | (a >>> 19), 0x9e3779b1);
    let k = Math.imul(word, 0xcc9e2d51);
    k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
    const b = this.#laneB ^ k;
    this.#laneA = a;
    this.#laneB = (Math.imul((b << 13) | (b >>> 19), 5) + 0xe6546b64) | 0;
    this.#word = 0;
    this.#wordBytes = 0;
  }

  #closeRow(): void {
    if (this.#wordBytes > 0) this.#mixWord();
    this.#sumA = (this.#sumA + finalise(this.#laneA ^ this.#rowBytes)) | 0;
    this.#sumB = (this.#sumB + finalise(this.#laneB ^ this.#rowBytes)) | 0;
    this.rows += 1;
    this.bytes += this.#rowBytes;
    this.#startRow();
  }

  #endData(): void {
    this.#isAtEnd = true;
    this.#startRow();
  }

  #startRow(): void {
    this.#laneA = SEED_A;
    this.#laneB = SEED_B;
    this.#rowBytes = 0;
    this.#word = 0;
    this.#wordBytes = 0;
  }
}

function finalise(hash: number): number {
  let h = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function hex32(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0');
}
