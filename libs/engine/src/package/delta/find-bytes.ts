/** Looks for a few bytes in the base's window, the nearest to where they are expected first. */

import type { BaseWindow } from './base-window.js';

const NEAR_BYTES = 1024 * 1024;
const STEP_BYTES = 4 * 1024 * 1024;

export interface Search {
  window: BaseWindow;
  bytes: Buffer;
  /** Offset in the base. */
  expectedBytes: number;
  /** Not before this offset. */
  fromBytes: number;
}

/** Around the expected place only. Null where they are not there. */
export async function findNear({ window, bytes, expectedBytes, fromBytes }: Search): Promise<number | null> {
  const from = Math.max(fromBytes, expectedBytes - NEAR_BYTES, window.startBytes);
  const to = Math.min(expectedBytes + NEAR_BYTES, window.endBytes);
  if (to - from < bytes.length) return null;
  const around = await window.read(from, to);
  const ahead = around.indexOf(bytes, Math.max(0, expectedBytes - from));
  const behind = around.lastIndexOf(bytes, Math.max(0, expectedBytes - from));
  const found = [ahead, behind].filter((place) => place !== -1).map((place) => from + place);
  const [nearest] = found.sort((a, b) => Math.abs(a - expectedBytes) - Math.abs(b - expectedBytes));
  return nearest ?? null;
}

/** In the whole window, ahead of the expected place before behind it. Null where they are not there. */
export async function findFar(search: Search): Promise<number | null> {
  const { window, expectedBytes } = search;
  const from = Math.max(search.fromBytes, window.startBytes);
  const middle = Math.min(Math.max(expectedBytes, from), window.endBytes);
  return (await findBetween(search, middle, window.endBytes)) ?? (await findBetween(search, from, middle));
}

async function findBetween({ window, bytes }: Search, from: number, to: number): Promise<number | null> {
  for (let at = from; at < to; at += STEP_BYTES) {
    const piece = await window.read(at, Math.min(at + STEP_BYTES + bytes.length - 1, window.endBytes));
    const found = piece.indexOf(bytes);
    if (found !== -1) return at + found;
  }
  return null;
}
