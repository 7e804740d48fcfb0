/** Shows how far the engine is. */

import type { RestorePhase } from '@holdfast/contract';
import type { PhaseProgress } from '@holdfast/engine';

import type { CommandContext } from '../context.js';
import { phaseName } from '../output/names.js';
import { progressDisplay } from '../output/progress-display.js';

export async function showProgress<T>(
  { output, text }: CommandContext,
  work: (onProgress: (progress: PhaseProgress<RestorePhase>) => void) => Promise<T>,
): Promise<T> {
  const display = progressDisplay(output.terminal, text);
  try {
    return await work(({ phase, ...figures }) => display.show({ phase: phaseName(phase, text), ...figures }));
  } finally {
    display.stop();
  }
}
