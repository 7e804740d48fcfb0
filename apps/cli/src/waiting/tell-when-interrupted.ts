/** Ctrl-C ends the watching, never the job; the person is told so. */

import { Interrupted } from '../cli-error.js';
import type { CommandContext } from '../context.js';

export async function tellWhenInterrupted<T>(
  { output }: CommandContext,
  message: string,
  watch: () => Promise<T>,
): Promise<T> {
  try {
    return await watch();
  } catch (error) {
    if (error instanceof Interrupted) output.message(message);
    throw error;
  }
}
