/**
 * The data blocks that follow the table of contents, as a state machine over pieces of any size.
 * Source: pg_backup_custom.c (_StartData, _CustomWriteFunc, _StartLO).
 *
 * A block: type byte (1 = data, 3 = large objects), dumpId, then chunks (length, bytes) up to length 0.
 * Large objects repeat (oid, chunks, 0) up to oid 0.
 */
import { notAnArchive } from './toc-reader.js';

const BLOCK_DATA = 1;
const BLOCK_LARGE_OBJECTS = 3;

export interface DataBlockHandler {
  /** @param position of the block's type byte in the archive. */
  startBlock(dumpId: number, isLargeObjects: boolean, position: number): void;
  chunk(bytes: Buffer, view: DataView, start: number, end: number): void;
  startLargeObject(oid: number): void;
  endLargeObject(): void;
  /** @param position of the first byte after the block. */
  endBlock(position: number): void;
}

type Expecting = 'block-type' | 'dump-id' | 'chunk-length' | 'chunk' | 'oid';

export class DataBlockReader {
  readonly #handler: DataBlockHandler;
  readonly #intSizeBytes: number;
  #expecting: Expecting = 'block-type';
  #isLargeObjects = false;
  /** Archive position of the byte at the start of the piece in hand. */
  #piecePosition: number;
  #blockPosition = 0;
  #chunkBytesLeft = 0;
  #intBytesSeen = 0;
  #intValue = 0;

  constructor(handler: DataBlockHandler, intSizeBytes: number, firstBlockPosition: number) {
    this.#handler = handler;
    this.#intSizeBytes = intSizeBytes;
    this.#piecePosition = firstBlockPosition;
  }

  /** Whether the archive may end here. */
  get isBetweenBlocks(): boolean {
    return this.#expecting === 'block-type';
  }

  write(piece: Buffer): void {
    const view = new DataView(piece.buffer, piece.byteOffset, piece.length);
    let at = 0;
    while (at < piece.length) {
      if (this.#expecting === 'chunk-length' && this.#intBytesSeen === 0)
        at = this.#takeWholeChunks(piece, view, at);
      if (at < piece.length) at = this.#step(piece, view, at);
    }
    this.#piecePosition += piece.length;
  }

  /** The hot loop: chunks that lie in the piece whole, usually one row each. Returns where the first other one begins. */
  #takeWholeChunks(piece: Buffer, view: DataView, start: number): number {
    const headBytes = 5;
    if (this.#intSizeBytes + 1 !== headBytes) return start;
    let at = start;
    while (at + headBytes <= piece.length && piece[at] === 0) {
      const lengthBytes = view.getUint32(at + 1, true);
      const end = at + headBytes + lengthBytes;
      if (lengthBytes === 0 || end > piece.length) break;
      this.#handler.chunk(piece, view, at + headBytes, end);
      at = end;
    }
    return at;
  }

  #step(piece: Buffer, view: DataView, at: number): number {
    if (this.#expecting === 'chunk') return this.#takeChunk(piece, view, at);
    if (this.#expecting === 'block-type') return this.#takeBlockType(piece[at] as number, at);
    return this.#takeInt(piece, at);
  }

  #takeChunk(piece: Buffer, view: DataView, at: number): number {
    const end = Math.min(at + this.#chunkBytesLeft, piece.length);
    this.#handler.chunk(piece, view, at, end);
    this.#chunkBytesLeft -= end - at;
    if (this.#chunkBytesLeft === 0) this.#expecting = 'chunk-length';
    return end;
  }

  #takeBlockType(type: number, at: number): number {
    if (type !== BLOCK_DATA && type !== BLOCK_LARGE_OBJECTS) {
      throw notAnArchive(`byte ${this.#piecePosition + at} should begin a data block but is ${type}`);
    }
    this.#isLargeObjects = type === BLOCK_LARGE_OBJECTS;
    this.#blockPosition = this.#piecePosition + at;
    this.#expecting = 'dump-id';
    return at + 1;
  }

  /** Ints are a sign byte and the magnitude, little-endian; they may lie across two pieces. */
  #takeInt(piece: Buffer, start: number): number {
    const size = this.#intSizeBytes + 1;
    let at = start;
    while (at < piece.length && this.#intBytesSeen < size) {
      const byte = piece[at] as number;
      if (this.#intBytesSeen > 0) this.#intValue += byte * 2 ** (8 * (this.#intBytesSeen - 1));
      else if (byte !== 0) throw notAnArchive(`a length at byte ${this.#piecePosition + at} is negative`);
      this.#intBytesSeen += 1;
      at += 1;
    }
    if (this.#intBytesSeen === size) this.#finishInt(this.#piecePosition + at);
    return at;
  }

  #finishInt(position: number): void {
    const value = this.#intValue;
    this.#intValue = 0;
    this.#intBytesSeen = 0;
    if (this.#expecting === 'dump-id') this.#startBlock(value);
    else if (this.#expecting === 'oid') this.#startLargeObject(value, position);
    else this.#startChunk(value, position);
  }

  #startBlock(dumpId: number): void {
    this.#handler.startBlock(dumpId, this.#isLargeObjects, this.#blockPosition);
    this.#expecting = this.#isLargeObjects ? 'oid' : 'chunk-length';
  }

  #startLargeObject(oid: number, position: number): void {
    if (oid === 0) {
      this.#endBlock(position);
      return;
    }
    this.#handler.startLargeObject(oid);
    this.#expecting = 'chunk-length';
  }

  #startChunk(lengthBytes: number, position: number): void {
    if (lengthBytes > 0) {
      this.#chunkBytesLeft = lengthBytes;
      this.#expecting = 'chunk';
    } else if (this.#isLargeObjects) {
      this.#handler.endLargeObject();
      this.#expecting = 'oid';
    } else {
      this.#endBlock(position);
    }
  }

  #endBlock(position: number): void {
    this.#handler.endBlock(position);
    this.#expecting = 'block-type';
  }
}
