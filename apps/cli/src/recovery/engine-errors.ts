/** Errors of an engine that runs in this process, as the command tells them. */

import { CliError, Interrupted } from '../cli-error.js';

/** The engine is loaded only where a command needs it; by then it is. */
export async function asCliError(error: unknown): Promise<unknown> {
  if (error instanceof CliError || error instanceof Interrupted) return error;
  const { HoldfastError } = await import('@holdfast/engine');
  if (!(error instanceof HoldfastError)) return error;
  return new CliError(error.code, error.message, { hint: error.hint, cause: error });
}
