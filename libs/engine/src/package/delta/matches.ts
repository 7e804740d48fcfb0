/** Which places of a segment are where in the base. */

import type { Finder } from './find-bytes.js';
import type { Sample } from './samples.js';

export interface Match {
  /** In the segment. */
  offsetBytes: number;
  /** In the base. */
  baseBytes: number;
}

/** Searches of the whole window that may fail before the rest of the segment is looked for nearby only. */
const FAR_MISSES = 2;

export class Matches {
  readonly #finder: Finder;
  readonly #places: readonly Sample[][];
  readonly #found = new Map<number, Match>();

  constructor(finder: Finder, places: readonly Sample[][]) {
    this.#finder = finder;
    this.#places = places;
  }

  /** In the order of the segment, which is that of the base. */
  get all(): Match[] {
    return [...this.#found.entries()].sort(([a], [b]) => a - b).map(([, match]) => match);
  }

  get last(): Match | null {
    return this.all.at(-1) ?? null;
  }

  /**
   * Looks for the places that were not found yet, behind those that were.
   * @param known where the segment is expected to begin, and where its sections do.
   */
  async search(known: readonly Match[]): Promise<void> {
    let misses = 0;
    for (const [index, samples] of this.#places.entries()) {
      const offset = samples[0]?.offsetBytes;
      if (offset === undefined || this.#found.has(index)) continue;
      const before = this.#before(index);
      const anchor = [...known, ...(before ? [before] : [])]
        .filter(({ offsetBytes }) => offsetBytes <= offset)
        .reduce((a, b) => (b.offsetBytes >= a.offsetBytes ? b : a), { offsetBytes: 0, baseBytes: 0 });
      const match = await this.#find(samples, anchor, before, misses < FAR_MISSES);
      if (match === null) misses += 1;
      else this.#found.set(index, match);
    }
  }

  async #find(
    samples: readonly Sample[],
    anchor: Match,
    before: Match | null,
    mayLookFar: boolean,
  ): Promise<Match | null> {
    const fromBytes = before === null ? 0 : before.baseBytes;
    const searches = samples.map(({ bytes, offsetBytes }) => ({
      bytes,
      expectedBytes: anchor.baseBytes + offsetBytes - anchor.offsetBytes,
      fromBytes,
      offsetBytes,
    }));
    for (const search of searches) {
      const baseBytes = await this.#finder.near(search);
      if (baseBytes !== null) return { offsetBytes: search.offsetBytes, baseBytes };
    }
    const [first] = searches;
    const baseBytes = mayLookFar && first !== undefined ? await this.#finder.far(first) : null;
    return baseBytes === null || first === undefined ? null : { offsetBytes: first.offsetBytes, baseBytes };
  }

  #before(index: number): Match | null {
    const indexes = [...this.#found.keys()].filter((found) => found < index);
    return this.#found.get(Math.max(...indexes)) ?? null;
  }
}
