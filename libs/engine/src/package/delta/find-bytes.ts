/** Looks for a few bytes in the base's window, the nearest to where they are expected first. */

import type { BaseWindow } from './base-window.js';

/** Mostly the first one is enough. */
const NEAR_BYTES = [64 * 1024, 1024 * 1024] as const;
const STEP_BYTES = 4 * 1024 * 1024;
const MAX_SOUGHT_BYTES = 1024;

export interface Search {
  bytes: Buffer;
  /** Offset in the base. */
  expectedBytes: number;
  /** Not before this offset. */
  fromBytes: number;
}

export class Finder {
  readonly #window: BaseWindow;
  /** Filled again by each step. */
  readonly #scratch = Buffer.allocUnsafe(STEP_BYTES + MAX_SOUGHT_BYTES);

  constructor(window: BaseWindow) {
    this.#window = window;
  }

  /** Around the expected place only. Null where they are not there. */
  async near(search: Search): Promise<number | null> {
    for (const radiusBytes of NEAR_BYTES) {
      const found = await this.#within(search, radiusBytes);
      if (found !== null) return found;
    }
    return null;
  }

  /** In the whole window, ahead of the expected place before behind it. Null where they are not there. */
  async far(search: Search): Promise<number | null> {
    const from = Math.max(search.fromBytes, this.#window.startBytes);
    const end = this.#window.endBytes;
    const middle = Math.min(Math.max(search.expectedBytes, from), end);
    return (await this.#between(search, middle, end)) ?? (await this.#between(search, from, middle));
  }

  async #within({ bytes, expectedBytes, fromBytes }: Search, radiusBytes: number): Promise<number | null> {
    const from = Math.max(fromBytes, expectedBytes - radiusBytes, this.#window.startBytes);
    const to = Math.min(expectedBytes + radiusBytes, this.#window.endBytes);
    if (to - from < bytes.length) return null;
    const around = await this.#window.read(from, to, this.#scratch);
    const middle = Math.max(0, expectedBytes - from);
    const found = [around.indexOf(bytes, middle), around.lastIndexOf(bytes, middle)]
      .filter((place) => place !== -1)
      .map((place) => from + place);
    const [nearest] = found.sort((a, b) => Math.abs(a - expectedBytes) - Math.abs(b - expectedBytes));
    return nearest ?? null;
  }

  async #between({ bytes }: Search, from: number, to: number): Promise<number | null> {
    for (let at = from; at < to; at += STEP_BYTES) {
      const end = Math.min(at + STEP_BYTES + bytes.length - 1, this.#window.endBytes);
      const found = (await this.#window.read(at, end, this.#scratch)).indexOf(bytes);
      if (found !== -1) return at + found;
    }
    return null;
  }
}
