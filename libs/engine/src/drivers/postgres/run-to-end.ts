/** Runs one program whose output is small or of no interest. */

import type { ProcessOutcome, ProcessRunner, ProcessSpec } from '../../ports/process-runner.js';
import { canceled, throwIfCanceled } from '../../errors/canceled.js';

export interface EndedProgram {
  outcome: ProcessOutcome;
  /** The first 64 KiB. */
  stdout: string;
}

const MAX_OUTPUT_BYTES = 64 * 1024;

/** Never throws for a failed program; an abort ends it and throws CANCELED. */
export async function runToEnd(
  runner: ProcessRunner,
  spec: ProcessSpec,
  signal?: AbortSignal,
  onStderrLine?: (line: string) => void,
): Promise<EndedProgram> {
  throwIfCanceled(signal);
  const chain = runner.start([spec], {
    stdin: 'empty',
    ...(onStderrLine && { onStderrLine: (_label: string, line: string) => onStderrLine(line) }),
  });
  const stop = (): void => void chain.terminate();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const stdout = await collect(chain.stdout);
    const [outcome] = await chain.finished;
    if (signal?.aborted) throw canceled();
    if (!outcome) throw new Error(`${spec.label} ended without an outcome`);
    return { outcome, stdout };
  } finally {
    signal?.removeEventListener('abort', stop);
    await chain.terminate();
  }
}

async function collect(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of stream) {
      if (sizeBytes < MAX_OUTPUT_BYTES) chunks.push(chunk);
      sizeBytes += chunk.length;
    }
  } catch {
    // The program's outcome says what went wrong.
  }
  return Buffer.concat(chunks).subarray(0, MAX_OUTPUT_BYTES).toString('utf8');
}
