/** Runs the contenders side by side: in every round each of them once, every other round backwards. */

import { loadavg } from 'node:os';

import type { Contender, Result } from './contender.js';
import { measure } from './measurement.js';
import type { Scene } from './scene.js';

export interface RoundsOptions {
  /** Those of one group compete with each other; groups keep their order, a later one may use what an earlier one made. */
  groups: readonly (readonly Contender[])[];
  scene: Scene;
  say: (line: string) => void;
}

export async function runRounds({ groups, scene, say }: RoundsOptions): Promise<Result[]> {
  const results: Result[] = [];
  for (let round = 1; round <= scene.options.runs; round += 1) {
    for (const group of groups) {
      const order = round % 2 === 1 ? group : [...group].reverse();
      for (const contender of order) {
        const result = await runOne(contender, scene, round);
        say(
          `  ${round}/${scene.options.runs}  ${result.seconds.toFixed(2).padStart(7)} s  ${contender.label}`,
        );
        results.push(result);
      }
    }
  }
  return results;
}

async function runOne(contender: Contender, { server, signal }: Scene, round: number): Promise<Result> {
  signal.throwIfAborted();
  try {
    await contender.prepare?.();
    await server.settle();
    const loadAverage = loadavg()[0] ?? 0;
    const { value, ...measurement } = await measure(contender.run);
    return { id: contender.id, round, loadAverage, ...measurement, ...value };
  } finally {
    if (!signal.aborted) await contender.cleanUp?.();
  }
}
