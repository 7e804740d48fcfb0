/** Chance that can be repeated: the seed is printed, and `HOLDFAST_SEED` sets it. */

export class SeededRandom {
  #state: number;

  constructor(readonly seed: number) {
    this.#state = seed >>> 0;
  }

  /** Between 0 and 1. (mulberry32) */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}

export function seededRandom(): SeededRandom {
  const given = process.env['HOLDFAST_SEED'];
  const random = new SeededRandom(given === undefined ? Date.now() % 2 ** 31 : Number(given));
  process.stderr.write(`Moments are chosen with HOLDFAST_SEED=${random.seed}\n`);
  return random;
}
