/** Feeds a source to the first program of a pipeline. */

import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface FeedResult {
  /** What the source threw by itself; null where it did not. */
  sourceError: unknown;
  isSourceConsumed: boolean;
}

/**
 * Never rejects, and always ends when the program ends. A broken pipe on the program's side is a
 * consequence of how the program ended, not an error of the source.
 */
export async function feed(source: Readable, stdin: Writable): Promise<FeedResult> {
  let hasStdinClosed = stdin.destroyed;
  let sourceError: unknown = hasStdinClosed ? null : source.errored;
  const noteStdin = () => (hasStdinClosed = true);
  stdin.once('error', noteStdin).once('close', noteStdin);
  source.once('error', (error) => {
    if (!hasStdinClosed) sourceError ??= error;
  });
  source.once('close', () => {
    if (!hasStdinClosed && !source.readableEnded) sourceError ??= new Error('It was closed before its end.');
  });
  try {
    await pipeline(source, stdin);
    return { sourceError: null, isSourceConsumed: true };
  } catch {
    return { sourceError, isSourceConsumed: false };
  }
}
