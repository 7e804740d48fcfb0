/** How much garbage the process lets lie before it is collected. */

import { setFlagsFromString } from 'node:v8';

/** So much more than what is alive, which is 20 to 70 MB. */
const GROWTH_PERCENT = 200;

/**
 * For programs that conduct backups or restores, once and before that.
 *
 * What passes through the process lies outside of V8's heap but counts towards its limit. A heap that is small
 * otherwise reaches that after 15 MB each time, and a collection of everything takes longer than the work on
 * those. Measured: a differential backup of 1.9 GB took 519 collections and 38 s, then 22 and 31 s, in the same memory.
 */
export function collectGarbageLessOften(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
}
